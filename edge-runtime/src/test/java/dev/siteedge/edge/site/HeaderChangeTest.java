package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

class HeaderChangeTest {
    private final HttpFields.Mutable headers = HttpFields.build()
            .put("Set-Cookie", "se_bucket=7")
            .put("Vary", "Accept-Encoding")
            .put("Cache-Control", "private, no-cache");

    @Test
    void cookieAndVary_areAddedToAndNeverTakenAway() {
        HeaderChange change =
                new HeaderChange(List.of("Set-Cookie", "Vary"), Map.of("set-cookie", "theme=dark", "vary", "Origin"));

        HeaderChange.apply(List.of(change), headers, Set.of());

        assertThat(headers.getValuesList("Set-Cookie")).containsExactly("se_bucket=7", "theme=dark");
        assertThat(headers.getValuesList("Vary")).containsExactly("Accept-Encoding", "Origin");
    }

    @Test
    void keptHeader_isNeitherSetNorDetachedWhateverItsCase() {
        HeaderChange change =
                new HeaderChange(List.of("CACHE-control"), Map.of("cache-CONTROL", "public", "expires", "0"));

        HeaderChange.apply(List.of(change), headers, HeaderChange.CACHING);

        assertThat(headers.get("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(headers.contains("Expires")).isFalse();
    }

    @Test
    void firstRule_replacesAndOthersJoinUntilDetached() {
        HeaderChange first = new HeaderChange(List.of(), Map.of("Cache-Control", "a"));
        HeaderChange second = new HeaderChange(List.of(), Map.of("cache-control", "b"));
        HeaderChange third = new HeaderChange(List.of("Cache-Control"), Map.of("Cache-Control", "c"));

        HeaderChange.apply(List.of(first, second), headers, Set.of());
        assertThat(headers.getValuesList("Cache-Control")).containsExactly("a, b");

        HeaderChange.apply(List.of(first, second, third), headers, Set.of());
        assertThat(headers.getValuesList("Cache-Control")).containsExactly("c");
    }
}
