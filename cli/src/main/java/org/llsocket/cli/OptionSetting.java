package org.llsocket.cli;

import java.io.IOException;
import org.llsocket.Socket;
import org.llsocket.option.Option;
import org.llsocket.option.Options;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A socket option and the value that the user wants for it.
 *
 * @param option one of the tables
 * @param value of the option's type
 */
record OptionSetting<T>(Option<T> option, T value) {
  void apply(Socket socket) throws IOException {
    socket.set(option, value);
  }

  /** Reads {@code NAME=VALUE}. */
  static OptionSetting<?> parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not NAME=VALUE");
    }
    Option<?> option = find(text.substring(0, equals));
    if (!option.isWritable()) {
      throw new IllegalArgumentException(option + " can only be read");
    }
    return of(option, text.substring(equals + 1));
  }

  /** The option of this name in C. */
  static Option<?> find(String name) {
    return Options.find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no option is named \"" + name + "\"; see: llsocket options"));
  }

  private static <T> OptionSetting<T> of(Option<T> option, String text) {
    try {
      return new OptionSetting<>(option, OptionText.parse(option.type(), text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + " (" + OptionText.domain(option) + "): " + Main.oneLine(e), e);
    }
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<OptionSetting<?>> {
    @Override
    public OptionSetting<?> convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(Main.oneLine(e));
      }
    }
  }
}
