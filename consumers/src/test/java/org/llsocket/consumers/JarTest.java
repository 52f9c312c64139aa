package org.llsocket.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the jar asks of its users: a JDK, and nothing else. */
class JarTest {
  @Test
  void module_required_isJavaBaseOnly() {
    ModuleDescriptor module =
        ModuleFinder.of(Build.JAR).find("org.llsocket").orElseThrow().descriptor();
    assertThat(module.requires())
        .filteredOn(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
        .extracting(Requires::name)
        .containsExactly("java.base");
    assertThat(module.requires())
        .noneMatch(required ->
            required
                .modifiers()
                .containsAll(Set.of(Requires.Modifier.STATIC, Requires.Modifier.TRANSITIVE)));
  }

  @Test
  void jar_entries_areOurClassesOnly() throws IOException {
    try (var jar = new JarFile(Build.JAR.toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .allMatch(name ->
              name.equals("module-info.class")
                  || name.startsWith("META-INF/")
                  || (name.startsWith("org/llsocket/") && name.endsWith(".class")))
          .contains("META-INF/LICENSE", "META-INF/NOTICE");
    }
  }

  @Test
  void pom_dependencies_reachNoUser() throws Exception {
    List<Element> dependencies = new ArrayList<>();
    for (String pom : List.of("pom.xml", "core/pom.xml")) {
      Element project =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Build.ROOT.resolve(pom).toFile())
              .getDocumentElement();
      children(project, "dependencies")
          .forEach(all -> dependencies.addAll(children(all, "dependency")));
    }
    assertThat(dependencies)
        .hasSizeGreaterThan(3)
        .allMatch(dependency -> Set.of("test", "provided").contains(scope(dependency)));
  }

  private static String scope(Element dependency) {
    return children(dependency, "scope").stream()
        .map(Node::getTextContent)
        .findFirst()
        .orElse("compile");
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}
