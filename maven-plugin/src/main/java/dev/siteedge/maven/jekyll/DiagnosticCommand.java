package dev.siteedge.maven.jekyll;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What {@code jcmd} asks of a JVM, asked of our own. */
final class DiagnosticCommand {
    private DiagnosticCommand() {}

    /**
     * @param name in the platform's spelling: {@code vmCds} for {@code VM.cds}
     * @return what the command prints
     * @throws JMException when this JVM does not know the command
     */
    static String run(String name, String... arguments) throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        name,
                        new Object[] {arguments},
                        new String[] {String[].class.getName()}));
    }
}
