package dev.siteedge.edge.http;

import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers 200 with what a function says of the request. */
final class Answering extends Handler.Abstract {
    private final Function<Request, Object> answer;

    Answering(Function<Request, Object> answer) {
        this.answer = answer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Json.write(response, callback, 200, answer.apply(request));
        return true;
    }
}
