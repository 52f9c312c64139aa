package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.llsocket.cli.process.StandardStreams;
import org.llsocket.cli.process.Version;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Writes the manual pages of all commands and the completion of shells, when the archive for users
 * is built: {@code Documents target/documents}.
 */
final class Documents {
  private static final String SECTION = ".SH ";

  private final Path folder;

  private Documents(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes {@code share/man/man1/*.1} and {@code share/bash-completion/completions/llsocket}.
   *
   * @param args the folder to write to
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("expected one argument, the folder to write to");
    }
    new Documents(Path.of(args[0])).write(Main.commandLine(StandardStreams.ofProcess()));
  }

  private void write(CommandLine main) throws IOException {
    Path completions = folder.resolve("share/bash-completion/completions/llsocket");
    Files.createDirectories(Objects.requireNonNull(completions.getParent()));
    Files.writeString(completions, AutoComplete.bash("llsocket", main), UTF_8);
    Files.createDirectories(folder.resolve("share/man/man1"));
    writePage(main);
  }

  private void writePage(CommandLine command) throws IOException {
    String name = pageName(command.getCommandSpec());
    Files.writeString(folder.resolve("share/man/man1/" + name + ".1"), page(command), UTF_8);
    for (CommandLine each : command.getSubcommands().values()) {
      if (!(each.getCommand() instanceof CommandLine.HelpCommand)) {
        writePage(each);
      }
    }
  }

  /** {@code llsocket-multicast-join}. */
  private static String pageName(CommandSpec command) {
    return command.qualifiedName("-");
  }

  // ---- pages

  private static String page(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    UsageMessageSpec usage = command.usageMessage();
    String name = pageName(command);
    List<String> description = paragraphs(usage.description());
    List<String> page = new ArrayList<>();
    page.add(
        ".TH %s 1 \"\" \"llsocket %s\" \"llsocket manual\""
            .formatted(name.toUpperCase(Locale.ROOT).replace("-", "\\-"), Version.number()));
    page.add(SECTION + "NAME");
    page.add(escape(name) + " \\- " + escape(withoutPeriod(description.getFirst())));
    page.add(SECTION + "SYNOPSIS");
    var help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    page.add(escape(help.synopsis(0).strip().replaceAll("\\s+", " ")));
    page.add(SECTION + "DESCRIPTION");
    page.add(escape(String.join("\n.PP\n", description)).replace("\n\\&.PP\n", "\n.PP\n"));
    addArguments(page, command);
    addCommands(page, line);
    page.add(SECTION + "EXIT STATUS");
    usage.exitCodeList().forEach((status, meaning) -> addItem(page, escape(status), meaning));
    addFooter(page, usage.footer());
    page.add(SECTION + "SEE ALSO");
    page.add(
        command.parent() == null
            ? ".BR socket (2)"
            : ".BR " + escape(pageName(command.parent())) + " (1)");
    return String.join("\n", page) + "\n";
  }

  private static String withoutPeriod(String sentence) {
    return sentence.replaceFirst("\\.$", "");
  }

  /** The texts without empty ones. */
  private static List<String> paragraphs(String[] texts) {
    List<String> paragraphs = new ArrayList<>();
    for (String text : texts) {
      if (!text.isBlank()) {
        paragraphs.add(plain(text));
      }
    }
    return paragraphs;
  }

  /** Without the formats of picocli: it has replaced those of arguments, but not of commands. */
  private static String plain(String text) {
    return text.replace("%n", "\n").replace("%%", "%");
  }

  private static void addArguments(List<String> page, CommandSpec command) {
    if (!command.positionalParameters().isEmpty()) {
      page.add(SECTION + "ARGUMENTS");
    }
    for (PositionalParamSpec each : command.positionalParameters()) {
      addItem(page, "\\fI" + escape(each.paramLabel()) + "\\fR", description(each));
    }
    page.add(SECTION + "OPTIONS");
    for (OptionSpec each : command.options()) {
      if (!each.hidden()) {
        addItem(page, names(each), description(each));
      }
    }
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", paragraphs(argument.description()));
  }

  /** {@code -c, --count=COUNT} with its fonts. */
  private static String names(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + escape(name) + "\\fR");
    }
    String value = "\\fI" + escape(option.paramLabel()) + "\\fR";
    String suffix = option.arity().max() == 0 ? "" : "=" + value;
    boolean isOptional = option.arity().min() == 0 && option.arity().max() > 0;
    return String.join(", ", names) + (isOptional ? "[" + suffix + "]" : suffix);
  }

  private static void addCommands(List<String> page, CommandLine line) {
    if (line.getSubcommands().isEmpty()) {
      return;
    }
    page.add(SECTION + "COMMANDS");
    line.getSubcommands()
        .forEach((name, each) -> {
          String[] description = each.getCommandSpec().usageMessage().description();
          String term =
              each.getCommand() instanceof CommandLine.HelpCommand
                  ? escape(name)
                  : "\\fB" + escape(pageName(each.getCommandSpec())) + "\\fR(1)";
          addItem(page, term, paragraphs(description).getFirst());
        });
  }

  /** The lines of a footer as they are: headings at its start, and examples. */
  private static void addFooter(List<String> page, String[] footer) {
    boolean inExamples = false;
    for (String text : footer) {
      String line = plain(text);
      if (line.startsWith(" ") != inExamples && !line.isBlank()) {
        page.add(inExamples ? ".EE" : ".EX");
        inExamples = !inExamples;
      }
      if (line.equals("Examples:")) {
        page.add(SECTION + "EXAMPLES");
      } else if (!line.isBlank()) {
        page.add(inExamples ? escape(line) : ".PP\n" + escape(line));
      }
    }
    if (inExamples) {
      page.add(".EE");
    }
  }

  private static void addItem(List<String> page, String term, String text) {
    page.add(".TP");
    page.add(term);
    page.add(escape(text));
  }

  /** Text that roff(7) prints as it is. */
  private static String escape(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("–", "\\(en")
        .replace("µ", "\\(mc")
        .replaceAll("(?m)^([.'])", "\\\\&$1");
  }
}
