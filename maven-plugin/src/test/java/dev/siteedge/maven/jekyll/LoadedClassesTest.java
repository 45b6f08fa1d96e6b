package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadedClassesTest {
    @Test
    void hierarchy_namesClassesAndInterfacesAtAnyDepth_withoutHiddenOnesAndTheRoot() {
        String hierarchy = """
                java.lang.Object/null
                |--java.util.ListIterator/null (intf)
                |--java.lang.Throwable/null
                |  |--java.lang.Exception/null
                |  |  |--org.jruby.embed.ParseFailedException/0x00007fb4b81282b0
                |--org.jruby.RubyHash$$Lambda$1105/0x00007ffad45c0830/0x00007fb4b81282b0
                """;

        assertThat(LoadedClasses.names(hierarchy))
                .containsExactly(
                        "java.util.ListIterator",
                        "java.lang.Throwable",
                        "java.lang.Exception",
                        "org.jruby.embed.ParseFailedException");
    }

    @Test
    void thisJvm_tellsOfItsClasses() throws Exception {
        assertThat(LoadedClasses.names(DiagnosticCommand.run("vmClassHierarchy")))
                .contains(getClass().getName(), "java.util.List");
    }
}
