package dev.siteedge.edge.site;

import dev.siteedge.edge.http.Callers;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.ProblemJson;
import dev.siteedge.edge.http.Problems;
import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.identity.Units;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** {@code GET /*}: the built site. The last handler: it answers whatever reaches it. */
public final class SiteHandler extends Handler.Abstract.NonBlocking {
    private static final HttpField CACHEABLE = caching("public, max-age=0, must-revalidate");
    private static final HttpField IMMUTABLE = caching("public, max-age=31536000, immutable");
    private static final HttpField PER_VISITOR = caching("private, no-cache");
    private static final HttpField FORCED = caching("no-store");
    private static final String OWN_FOLDER = "/_edge";
    private static final String TRACKER = "/_edge/site-edge.js";
    private static final int NO_BUCKET = -1;

    private final Site site;
    private final Units units;
    private final Callers callers;
    private final Clock clock;
    private final Forcing forcing;
    private final byte @Nullable [] tracker = Tracker.bytes();

    /** @param forcing says when {@code ?site-edge-variant=hero.bold} chooses what is shown */
    public SiteHandler(Site site, Units units, Callers callers, Clock clock, Forcing forcing) {
        this.site = site;
        this.units = units;
        this.callers = callers;
        this.clock = clock;
        this.forcing = forcing;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            ProblemJson.write(response, callback, notAllowed(request));
            return true;
        }
        Exchange exchange = new Exchange(site.current(), request, response, callback);
        try {
            exchange.answer(path(request));
        } catch (HttpProblem problem) {
            ProblemJson.write(response, callback, problem);
        }
        return true;
    }

    private static HttpField caching(String value) {
        return new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, value);
    }

    private static HttpProblem notAllowed(Request request) {
        return new HttpProblem(
                405,
                "method_not_allowed",
                "method is wrong: " + request.getMethod() + "; pages answer GET and HEAD. Check the path.");
    }

    /** Decoded once; what can't be decoded is a path that no file has. */
    private static String path(Request request) {
        try {
            String path = URIUtil.decodePath(Request.getPathInContext(request));
            return path == null || !path.startsWith("/") ? "/" : path;
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(
                    400, "bad_path", "path is wrong: it is not UTF-8, percent-encoded. Correct the link.");
        }
    }

    /** Where an answer goes to. */
    private record Reply(Response response, Callback callback) {}

    /** One request against one release. */
    private final class Exchange {
        private final Release release;
        private final Request request;
        private final Response response;
        private final Callback callback;

        Exchange(Release release, Request request, Response response, Callback callback) {
            this.release = release;
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        void answer(String path) {
            String baseurl = release.manifest().baseurl();
            if (!baseurl.isEmpty() && path.equals("/")) {
                redirect(HttpStatus.FOUND_302, "/");
            } else if (path.equals(baseurl)) {
                redirect(HttpStatus.MOVED_PERMANENTLY_301, "/");
            } else if (!path.startsWith(baseurl + "/")) {
                missing(path);
            } else {
                inside(path.substring(baseurl.length()));
            }
        }

        private void inside(String path) {
            if (path.equals(TRACKER)) {
                tracker(path);
            } else if (path.equals(OWN_FOLDER) || path.startsWith(OWN_FOLDER + "/")) {
                missing(path);
            } else {
                Target target = release.target(path);
                if (target instanceof Target.Found found) {
                    found(path, found.file());
                } else if (target instanceof Target.Moved moved) {
                    redirect(HttpStatus.MOVED_PERMANENTLY_301, moved.path());
                } else if (target instanceof Target.Redirected redirected) {
                    redirect(redirected.to());
                } else {
                    missing(path);
                }
            }
        }

        private void found(String path, SiteFile file) {
            Set<String> kept = release.page(file) == null ? Set.of() : HeaderChange.CACHING;
            Reply reply = reply(path, kept);
            SiteFile chosen = choose(file);
            release.files().find(chosen, request, this::failed, encodings -> {
                if (encodings == null) {
                    missing(path);
                } else {
                    release.files().send(chosen, encodings, request, reply.response(), reply.callback());
                }
            });
        }

        /** An answer that obeys {@code _headers}, except for what is kept. */
        private Reply reply(String path, Set<String> kept) {
            List<HeaderChange> changes = release.rules().headers().matching(Request.getServerName(request), path);
            if (changes.isEmpty()) {
                return new Reply(response, callback);
            }
            HeadedResponse headed = new HeadedResponse(
                    request, response, () -> HeaderChange.apply(changes, response.getHeaders(), kept));
            return new Reply(headed, headed.ending(callback));
        }

        /** Chooses the rendition first: only its ETag is compared afterwards. */
        private SiteFile choose(SiteFile file) {
            Page page = release.page(file);
            if (page == null) {
                cacheControl(!file.html() && Fingerprint.isIn(file.name()) ? IMMUTABLE : CACHEABLE);
                return file;
            }
            Map<String, String> forced = forced(page);
            cacheControl(forced.isEmpty() ? PER_VISITOR : FORCED);
            String name = page.choose(bucket(), clock.instant(), forced);
            SiteFile rendition = release.rendition(name);
            return rendition == null ? file : rendition;
        }

        private Map<String, String> forced(Page page) {
            String query = request.getHttpURI().getQuery();
            if (query == null || !query.contains(ForcedVariants.PARAMETER)) {
                return Map.of();
            }
            Fields parameters = parameters();
            String token = parameters.getValue(ForcedVariants.TOKEN);
            return forcing.allowed(ForcedVariants.asked(parameters), token)
                    ? ForcedVariants.read(parameters, page)
                    : Map.of();
        }

        /** None where the query can't be decoded: the page is shown all the same. */
        private Fields parameters() {
            try {
                return Request.extractQueryParameters(request);
            } catch (IllegalArgumentException | HttpException.RuntimeException e) {
                return Fields.EMPTY;
            }
        }

        private int bucket() {
            String id = release.manifest().site();
            Caller caller = callers.of(request);
            int bucket = units.bucket(id, caller).orElse(NO_BUCKET);
            String cookie = bucket == NO_BUCKET ? null : units.setCookie(id, caller, bucket);
            if (cookie != null) {
                response.getHeaders().put(HttpHeader.SET_COOKIE, cookie);
            }
            return bucket;
        }

        private void tracker(String path) {
            SiteFile built = release.tracker();
            cacheControl(CACHEABLE);
            if (built == null) {
                ownTracker(path);
                return;
            }
            release.files().find(built, request, this::failed, encodings -> {
                if (encodings == null) {
                    ownTracker(path);
                } else {
                    release.files().send(built, encodings, request, response, callback);
                }
            });
        }

        private void ownTracker(String path) {
            if (tracker == null) {
                missing(path);
                return;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/javascript;charset=utf-8");
            response.write(true, ByteBuffer.wrap(tracker), callback);
        }

        private void failed(Throwable failure) {
            Problems.write(response, callback, failure);
        }

        private void missing(String path) {
            response.setStatus(HttpStatus.NOT_FOUND_404);
            SiteFile file = release.paths().notFound(path);
            cacheControl(CACHEABLE);
            // What is missing now may be there soon: nobody may keep that for long.
            Reply reply = reply(path, HeaderChange.CACHING);
            if (file == null) {
                notFound(reply, null);
            } else {
                release.files().find(choose(file), request, this::failed, encodings -> notFound(reply, encodings));
            }
        }

        private void notFound(Reply reply, @Nullable Encodings page) {
            if (page == null) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
                Content404.write(reply.response(), reply.callback());
            } else {
                Content404.write(page.preferredBy(request), reply.response(), reply.callback());
            }
        }

        private void redirect(int status, String path) {
            redirect(new Redirection(status, Percent.path(path)));
        }

        private void redirect(Redirection to) {
            String query = request.getHttpURI().getQuery();
            String location = to.location(release.manifest().baseurl(), query == null ? "" : query);
            response.setStatus(to.status());
            cacheControl(CACHEABLE);
            response.getHeaders().put(HttpHeader.LOCATION, location);
            response.write(true, ByteBuffer.allocate(0), callback);
        }

        private void cacheControl(HttpField value) {
            response.getHeaders().put(value);
        }
    }
}
