package dev.siteedge.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** What differs from the goal build. */
@MojoTest
class DoctorMojoTest {
    @Test
    @InjectMojo(goal = "doctor")
    void nothingSet_looksAtWhatWouldBeDeployed(DoctorMojo mojo) {
        assertThat(mojo.request().options().environment()).isEqualTo("production");
    }

    @Test
    @InjectMojo(goal = "doctor")
    @MojoParameter(name = "source", value = "src/test/sites/no-such-site")
    void errors_failTheGoalWithTheSummary(DoctorMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("The doctor has findings. 5 checks (6 more could not run): 1 error, 0 warnings."
                        + " Mend what the lines above name.");
    }

    @Test
    void scratch_liesWhereGitDoesNotLook() {
        Path base = Path.of("/home/site");

        assertThat(new Folders(base, base.resolve("target"), true).doctor())
                .isEqualTo(Path.of("/home/site/target/site-edge/doctor"));
        assertThat(new Folders(base, base.resolve("target"), false).doctor())
                .isEqualTo(Path.of("/home/site/.jekyll-cache/site-edge/doctor"));
    }
}
