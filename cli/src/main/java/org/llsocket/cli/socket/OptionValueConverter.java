package org.llsocket.cli.socket;

import org.llsocket.cli.output.Formats;
import org.llsocket.nio.OptionValue;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a socket option and its value from the command line, for picocli. */
final class OptionValueConverter implements ITypeConverter<OptionValue<?>> {
  @Override
  public OptionValue<?> convert(String text) {
    try {
      return OptionValue.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(Formats.oneLine(e));
    }
  }
}
