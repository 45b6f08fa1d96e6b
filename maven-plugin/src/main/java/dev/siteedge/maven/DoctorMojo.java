package dev.siteedge.maven;

import dev.siteedge.maven.doctor.Doctor;
import dev.siteedge.maven.doctor.Verdict;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import java.time.InstantSource;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Looks a site over: builds it into a folder of its own and says, check by check, what is wrong and what to do. Fails when
 * it finds an error, and under {@code failOn=WARN} when it finds anything. The destination stays as it is.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = false)
public final class DoctorMojo extends SiteMojo {
    @Override
    void run(BuildLog log) {
        BuildRequest request = request();
        Verdict verdict = Doctor.of(InstantSource.system(), log)
                .examine(request, folders().doctor());
        if (verdict.errors() > 0 || request.failOnWarnings() && verdict.warnings() > 0) {
            throw new JekyllBuildException(
                    "The doctor has findings. " + verdict.summary() + " Mend what the lines above name.");
        }
    }

    @Override
    String defaultEnvironment() {
        return "production";
    }
}
