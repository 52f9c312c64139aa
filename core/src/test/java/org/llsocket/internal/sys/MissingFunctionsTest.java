package org.llsocket.internal.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.programs.MissingFunctionsProgram;
import org.llsocket.testing.ChildJvm;

/**
 * A C library that lacks functions, as musl before 1.2.5 lacks preadv2: each under another name.
 */
class MissingFunctionsTest {
  private static final Set<String> MISSING =
      Set.of("preadv2", "pwritev2", "vmsplice", "sendmmsg", "if_indextoname", "gai_strerror");

  @TempDir Path directory;

  @Test
  void calls_functionsMissing_onlyTheirsAreRefusedByName() throws Exception {
    Path folder = Path.of(Downcalls.class.getPackageName().replace('.', '/'));
    Files.createDirectories(directory.resolve(folder));
    try (Stream<Path> classes = Files.list(Path.of("target/classes").resolve(folder))) {
      for (Path file : classes.filter(each -> each.toString().endsWith(".class")).toList()) {
        Files.write(directory.resolve(folder).resolve(file.getFileName()), withoutFunctions(file));
      }
    }
    assertThat(
            ChildJvm.of(MissingFunctionsProgram.class).onOneCarrier().patchedBy(directory).lines())
        .containsExactly(
            "send, recv: 3",
            "write, read of a virtual thread: 1048576",
            "splice: 3",
            "vmsplice: UnsupportedOperationException this C library has no without_vmsplice",
            "sendmmsg: UnsupportedOperationException this C library has no without_sendmmsg",
            "recvmmsg: -2",
            "if_nametoindex: true",
            "if_indextoname: UnsupportedOperationException this C library has no"
                + " without_if_indextoname",
            "getaddrinfo: 127.0.0.1:80");
  }

  /** A class with other names of the functions. */
  private static byte[] withoutFunctions(Path file) throws IOException {
    return ClassFile.of()
        .transformClass(
            ClassFile.of().parse(file),
            ClassTransform.transformingMethodBodies((code, element) -> {
              if (element instanceof ConstantInstruction constant
                  && constant.constantValue() instanceof String name
                  && MISSING.contains(name)) {
                code.loadConstant("without_" + name);
              } else {
                code.with(element);
              }
            }));
  }
}
