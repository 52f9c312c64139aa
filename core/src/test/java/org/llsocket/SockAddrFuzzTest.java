package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.llsocket.family.FamilyAddr;
import org.llsocket.family.SockaddrAlg;
import org.llsocket.family.SockaddrCan;
import org.llsocket.family.SockaddrHci;
import org.llsocket.family.SockaddrL2;
import org.llsocket.family.SockaddrLl;
import org.llsocket.family.SockaddrNl;
import org.llsocket.family.SockaddrRc;
import org.llsocket.family.SockaddrSco;
import org.llsocket.family.SockaddrTipc;
import org.llsocket.family.SockaddrVm;
import org.llsocket.family.SockaddrXdp;

/**
 * The text of addresses both ways, on many random inputs: every address comes back from its text,
 * and every text is an address or refused by the documented exception.
 */
class SockAddrFuzzTest {
  private static final int INPUTS = Integer.getInteger("llsocket.inputs", 100_000);
  private static final long SEED = Long.getLong("llsocket.seed", 20_261_127L);

  /** Characters of addresses, and a few others. */
  private static final String LIKELY = ":.,[]%@=\\/-0123456789abcdefxXAFglnopst \0é😀";

  /** A random address for each form of text. */
  private static final List<Function<Random, SockAddr>> ADDRESSES =
      List.of(
          r -> SockAddr.inet(bytes(r, 4), r.nextInt(65_536)),
          r -> SockAddr.inet6(bytes(r, 16), r.nextInt(65_536), 0, number(r)),
          r -> SockAddr.unix(path(r)),
          r -> SockAddr.abstractName(bytes(r, r.nextInt(108))),
          r -> SockAddr.unnamed(),
          r -> raw(r, AF.PPPOX),
          r -> raw(r, new AF(r.nextInt(65_536))),
          family(r -> new SockaddrNl(number(r), number(r))),
          family(r ->
              new SockaddrLl(
                  r.nextInt(65_536),
                  index(r),
                  r.nextInt(65_536),
                  r.nextInt(256),
                  bytes(r, r.nextInt(33)))),
          family(r -> new SockaddrVm(number(r), number(r), r.nextInt(256))),
          family(r -> new SockaddrCan.Raw(index(r))),
          family(r -> new SockaddrCan.Tp(index(r), number(r), number(r))),
          family(r -> new SockaddrCan.J1939(index(r), r.nextLong(), number(r), r.nextInt(256))),
          family(
              r -> new SockaddrTipc.Service(number(r), number(r), number(r), r.nextInt(256) - 128)),
          family(
              r -> new SockaddrTipc.Range(number(r), number(r), number(r), r.nextInt(256) - 128)),
          family(r -> new SockaddrTipc.Port(number(r), number(r), r.nextInt(256) - 128)),
          family(r -> new SockaddrAlg(latin(r, 14), latin(r, 64), number(r), number(r))),
          family(r -> new SockaddrXdp(r.nextInt(65_536), index(r), number(r), number(r))),
          family(
              r -> new SockaddrL2(r.nextInt(65_536), device(r), r.nextInt(65_536), r.nextInt(3))),
          family(r -> new SockaddrRc(device(r), r.nextInt(256))),
          family(r -> new SockaddrSco(device(r))),
          family(r -> new SockaddrHci(r.nextInt(65_536), r.nextInt(65_536))));

  private static Function<Random, SockAddr> family(Function<Random, ? extends FamilyAddr> made) {
    return random -> SockAddr.of(made.apply(random));
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    if (random.nextInt(4) != 0) {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  private static byte[] path(Random random) {
    byte[] path = bytes(random, 1 + random.nextInt(108));
    for (int i = 0; i < path.length; i++) {
      path[i] = path[i] == 0 ? (byte) '/' : path[i];
    }
    return path;
  }

  private static SockAddr raw(Random random, AF family) {
    return SockAddr.raw(family, bytes(random, random.nextInt(127)));
  }

  /** Numbers with names, small ones and any. */
  private static int number(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(5) - 1;
      case 1 -> random.nextInt(70_000);
      default -> random.nextInt();
    };
  }

  /** No interface, the loopback or one that does not exist. */
  private static int index(Random random) {
    return random.nextInt(3) == 0 ? random.nextInt(2) : Integer.MAX_VALUE - random.nextInt(99);
  }

  private static String latin(Random random, int limit) {
    var text = new StringBuilder();
    int length = random.nextInt(limit + 1);
    for (int i = 0; i < length; i++) {
      text.append((char) (random.nextInt(20) == 0 ? 1 + random.nextInt(255) : 'a' + i % 26));
    }
    return text.toString();
  }

  private static String device(Random random) {
    return String.format(
        "%02X:%02X:%02X:00:00:%02X",
        random.nextInt(256), random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  @Test
  void parse_textOfAnyAddress_isTheAddress() {
    var random = new Random(SEED);
    for (int i = 0; i < INPUTS / 2; i++) {
      SockAddr addr = ADDRESSES.get(i % ADDRESSES.size()).apply(random);
      String text = addr.toString();
      SockAddr back = SockAddr.parse(text);
      if (!isSame(addr, back) || !back.toString().equals(text)) {
        throw new AssertionError("input " + i + ": " + text + " is read as " + back);
      }
    }
  }

  /** Equal, or equal but for zeroes at the end, which text does not show. */
  private static boolean isSame(SockAddr addr, SockAddr back) {
    if (addr.equals(back)) {
      return true;
    }
    byte[] longer = addr.length() > back.length() ? addr.saData() : back.saData();
    byte[] shorter = addr.length() > back.length() ? back.saData() : addr.saData();
    for (int i = 0; i < longer.length; i++) {
      if (longer[i] != (i < shorter.length ? shorter[i] : 0)) {
        return false;
      }
    }
    return addr.family().equals(back.family());
  }

  @Test
  void parse_garbage_isAnAddressOrRefusedAsDocumented() {
    var random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < INPUTS / 2; i++) {
      String text = garbage(random, i);
      try {
        SockAddr addr = SockAddr.parse(text);
        if (!isSame(addr, SockAddr.parse(addr.toString()))) {
          throw new AssertionError("input " + i + ": \"" + text + "\" is read as " + addr);
        }
      } catch (IllegalArgumentException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("input " + i + ": \"" + text + "\"", e);
      }
    }
    assertThat(refused).isBetween(INPUTS / 8, INPUTS / 2 - 1);
  }

  /** The text of an address in which characters were replaced, added or removed; or any text. */
  private static String garbage(Random random, int i) {
    var text = new StringBuilder();
    if (random.nextInt(8) != 0) {
      text.append(ADDRESSES.get(i % ADDRESSES.size()).apply(random));
    }
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(3));
      int length = random.nextInt(3);
      var added = new StringBuilder();
      while (added.length() < length) {
        added.append(
            random.nextInt(9) == 0
                ? (char) random.nextInt(65_536)
                : LIKELY.charAt(random.nextInt(LIKELY.length())));
      }
      text.replace(at, end, added.toString());
    }
    return text.toString();
  }
}
