package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModuleTest {
  @Test
  void testsRunInsideTheModuleWithTheGrantItsUsersGive() {
    Module module = ModuleTest.class.getModule();
    assertThat(module.getName()).isEqualTo("org.llsocket");
    assertThat(module.isNativeAccessEnabled()).isTrue();
  }
}
