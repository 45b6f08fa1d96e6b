package dev.siteedge.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siteedge.edge.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what is stored without any code of ours: the manifest as JSON, its objects as Parquet. */
final class StoredRows {
    private StoredRows() {}

    static JsonNode manifest(ObjectStore store) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(store.get("manifest/local.json").orElseThrow().bytes());
    }

    /** Keys of the manifest's files, in its order. */
    static List<String> keys(ObjectStore store) throws IOException {
        List<String> keys = new ArrayList<>();
        manifest(store).get("files").forEach(file -> keys.add(file.get("key").asText()));
        return keys;
    }

    /** Writes every object below {@code v1/} into a folder, as a bucket shows them to other programs. */
    static void copyTables(ObjectStore store, Path folder) throws IOException {
        for (String key : store.list("v1/")) {
            Path file = folder.resolve(key);
            Files.createDirectories(file.getParent());
            Files.write(file, store.get(key).orElseThrow().bytes());
        }
    }

    /** The key of the manifest's snapshot, if there is one. */
    static List<String> snapshots(ObjectStore store) throws IOException {
        JsonNode key = manifest(store).get("snapshot");
        return key.isNull() ? List.of() : List.of(key.asText());
    }

    /** Event ids of all rows of all the manifest's files, in the order of their positions. */
    static List<String> ids(ObjectStore store) throws IOException, SQLException {
        List<Path> files = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (String key : keys(store)) {
            files.add(Files.write(
                    Files.createTempFile("stored", ".parquet"),
                    store.get(key).orElseThrow().bytes()));
        }
        if (files.isEmpty()) {
            return ids;
        }
        String list =
                String.join(", ", files.stream().map(file -> "'" + file + "'").toList());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT id FROM read_parquet([" + list + "]) ORDER BY position")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        } finally {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        return ids;
    }
}
