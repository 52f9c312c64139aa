package org.llsocket.cli.socket;

import java.io.IOException;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import org.llsocket.option.Option;
import org.llsocket.option.Options;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A socket option and its value from the command line.
 *
 * @param option an option of {@link org.llsocket.option.Options}
 * @param value of the option's type
 */
public record OptionSetting<T>(Option<T> option, T value) {
  /** Sets the option. */
  public void apply(Socket socket) throws IOException {
    socket.set(option, value);
  }

  /**
   * Reads {@code NAME=VALUE}.
   *
   * @throws IllegalArgumentException if the option is unknown or read-only, or the value is not one
   *     of its values
   */
  public static OptionSetting<?> parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not of the form NAME=VALUE");
    }
    Option<?> option = find(text.substring(0, equals));
    if (!option.isWritable()) {
      throw new IllegalArgumentException(option + " is read-only");
    }
    return of(option, text.substring(equals + 1));
  }

  /** The option with this C name. */
  public static Option<?> find(String name) {
    return Options.find(name)
        .orElseThrow(() ->
            new IllegalArgumentException("unknown option \"" + name + "\"; see: llsocket options"));
  }

  private static <T> OptionSetting<T> of(Option<T> option, String text) {
    try {
      return new OptionSetting<>(option, OptionText.parse(option.type(), text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + " (" + OptionText.domain(option) + "): " + Formats.oneLine(e), e);
    }
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<OptionSetting<?>> {
    @Override
    public OptionSetting<?> convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(Formats.oneLine(e));
      }
    }
  }
}
