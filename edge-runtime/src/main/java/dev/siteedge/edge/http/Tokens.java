package dev.siteedge.edge.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.identity.NodeKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a data folder, in {@code tokens.json}. A token that another process creates or revokes counts with the
 * next request. Safe for use by many threads.
 */
public final class Tokens {
    private static final String PREFIX = "se_";
    private final Path file;
    private final Clock clock;
    private volatile Loaded loaded = new Loaded(null, List.of());

    private record Loaded(@Nullable FileTime changed, List<Token> tokens) {}

    /** @throws StartRefused when the file is there but can't be read */
    public Tokens(Path data, Clock clock) {
        this.file = data.resolve("tokens.json");
        this.clock = clock;
        list();
    }

    /** Makes a token and returns it: the only time that it can be seen. */
    public synchronized String create(Scope scope, String name, SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String digest = sha256(token);
        List<Token> tokens = new ArrayList<>(list());
        tokens.add(new Token(digest.substring(0, 8), name, scope, digest, clock.instant()));
        save(tokens);
        return token;
    }

    /** Removes the tokens of that id or name; false when there is none. */
    public synchronized boolean revoke(String idOrName) {
        List<Token> tokens = new ArrayList<>(list());
        boolean found = tokens.removeIf(
                token -> token.id().equals(idOrName) || token.name().equals(idOrName));
        if (found) {
            save(tokens);
        }
        return found;
    }

    public List<Token> list() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(loaded.changed)) {
                loaded = new Loaded(changed, read());
            }
            return loaded.tokens;
        } catch (IOException e) {
            throw new StartRefused(file + " can't be read. Remove it and create the tokens again.");
        }
    }

    /** The token that was presented, null when there is none like it. Takes as long for any that is wrong. */
    @Nullable Token find(String presented) {
        byte[] digest = sha256(presented).getBytes(StandardCharsets.US_ASCII);
        Token found = null;
        for (Token token : list()) {
            if (MessageDigest.isEqual(digest, token.sha256().getBytes(StandardCharsets.US_ASCII))) {
                found = token;
            }
        }
        return found;
    }

    private List<Token> read() throws IOException {
        JsonNode root = Json.MAPPER.readTree(file.toFile());
        return List.copyOf(Json.MAPPER.convertValue(root.path("tokens"), new TypeReference<List<Token>>() {}));
    }

    private void save(List<Token> tokens) {
        try {
            NodeKeys.writePrivately(file, Json.MAPPER.writeValueAsBytes(Map.of("version", 1, "tokens", tokens)));
        } catch (IOException e) {
            throw new StartRefused(file + " can't be written: " + e.getMessage() + ". Make the data folder writable.");
        }
    }

    private static String sha256(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
