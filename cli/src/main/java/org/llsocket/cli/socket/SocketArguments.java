package org.llsocket.cli.socket;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.cli.output.Formats;
import picocli.CommandLine.Parameters;

/** The arguments of every command that uses one socket and one address. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public class SocketArguments extends SocketSettings {
  @Parameters(index = "0", paramLabel = "ADDR", description = AddressArgument.FORMS)
  private String text;

  private @Nullable AddressArgument address;

  /** The address; {@link #check} has read it. */
  public AddressArgument address() {
    return Objects.requireNonNull(address);
  }

  @Override
  public void check() {
    super.check();
    try {
      address = parse(text);
    } catch (IllegalArgumentException e) {
      refuseIf(true, Formats.oneLine(e));
    }
    refuseIf(
        hasFamily() && !address().isIp(),
        "-4 and -6 do not apply to " + (address().isUnix() ? "Unix" : "vsock") + " addresses");
  }

  /** Throws a usage error if the address names another type of socket than datagrams. */
  protected void requireDatagrams() {
    @Nullable SOCK type = address().scheme().type();
    refuseIf(
        type != null && !type.equals(SOCK.DGRAM),
        address().text() + " is not a socket of datagrams");
  }

  /** Reads the address. */
  protected AddressArgument parse(String argument) {
    return AddressArgument.parse(argument);
  }

  /** The address family that the user wants; AF_UNSPEC for any. */
  public AF family() {
    return family(address());
  }

  /** Returns a socket bound to the first of the addresses that can be bound. */
  public Socket bind(SOCK type, Preparation preparation) throws IOException {
    return bind(address(), type, preparation);
  }
}
