package dev.siteedge.edge;

import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.http.Scope;
import dev.siteedge.edge.http.Tokens;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/** {@code token create|list|revoke}: works on the data folder, whether or not a runtime uses it at the time. */
final class TokenCommand {
    private static final Map<String, Scope> SCOPES =
            Map.of("read", Scope.READ, "write", Scope.WRITE, "admin", Scope.ADMIN);

    private final CommandLine line;
    private final PrintStream out;

    TokenCommand(CommandLine line, PrintStream out) {
        this.line = line;
        this.out = out;
    }

    void run() {
        switch (line.word(1)) {
            case "create" -> create();
            case "list" -> list();
            case "revoke" -> revoke();
            default ->
                throw new StartRefused(
                        "token is wrong: '" + line.word(1) + "'; choose create, list or revoke. See --help.");
        }
    }

    private void create() {
        line.allow("--data", "--scope", "--name");
        String scope = line.has("--scope") ? line.text("--scope") : "read";
        if (scope == null || !SCOPES.containsKey(scope)) {
            throw new StartRefused("--scope is wrong: " + scope + "; choose read, write or admin. Try again.");
        }
        String name = line.text("--name");
        out.println(
                tokens().create(SCOPES.getOrDefault(scope, Scope.READ), name == null ? "" : name, new SecureRandom()));
    }

    private void list() {
        line.allow("--data");
        tokens().list()
                .forEach(token -> out.println(String.join(
                        "\t",
                        token.id(),
                        token.scope().name().toLowerCase(Locale.ROOT),
                        token.created().toString(),
                        token.name())));
    }

    private void revoke() {
        line.allow("--data", "--name");
        String name = line.has("--name") ? line.text("--name") : line.word(2);
        if (name == null || name.isEmpty()) {
            throw new StartRefused("--name is missing. Name the token by its id or name; 'token list' shows both.");
        }
        if (!tokens().revoke(name)) {
            throw new StartRefused("--name is wrong: " + name + "; no such token. 'token list' shows them.");
        }
    }

    private Tokens tokens() {
        Path data = line.requiredPath("--data", "Name the data folder.");
        Folders.requireWritable(data);
        return new Tokens(data, Clock.systemUTC());
    }
}
