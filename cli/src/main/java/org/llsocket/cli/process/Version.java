package org.llsocket.cli.process;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of this program. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"llsocket " + number()};
  }

  /** The version in the jar's manifest. */
  public static String number() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
