package dev.siteedge.edge.site;

import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.identity.Units;
import java.util.OptionalInt;

/** The bucket is what the caller's cookie says, without one there is none; {@code new} is given bucket 7 to keep. */
final class FakeUnits implements Units {
    @Override
    public OptionalInt bucket(String site, Caller caller) {
        String cookie = caller.bucketCookie();
        if (cookie == null || !cookie.matches("new|[0-9]{1,4}")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(cookie.equals("new") ? 7 : Integer.parseInt(cookie));
    }

    @Override
    public String setCookie(String site, Caller caller, int bucket) {
        return "new".equals(caller.bucketCookie()) ? "se_bucket=" + bucket + "; Path=/" : null;
    }
}
