package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.finish.Finish;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildRequestTest {
    @Test
    void request_comesOutAsItWentIn() throws IOException {
        ChildRequest request = new ChildRequest(
                "/süte",
                true,
                "/out",
                "/old",
                List.of("a.yml", "b.yml"),
                List.of("target"),
                90,
                Map.of("baseurl", ""),
                "/bundles/a/bundle.tsv",
                new Finish(false, "static", true),
                "/staged/give-way",
                "/süte/a.md");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        request.write(out);

        assertThat(ChildRequest.read(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(request);
    }
}
