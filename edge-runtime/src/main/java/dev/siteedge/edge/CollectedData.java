package dev.siteedge.edge;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siteedge.edge.config.Settings;
import dev.siteedge.edge.config.Settings.Store;
import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.log.DataFolderException;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.query.Queries;
import dev.siteedge.edge.shard.Intake;
import dev.siteedge.edge.store.S3Location;
import dev.siteedge.edge.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data side in a data folder: a {@link DataPlane} opened with what the settings say. */
final class CollectedData implements DataSide {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> RECEIPT = new TypeReference<>() {};

    private final DataPlane plane;

    private CollectedData(DataPlane plane) {
        this.plane = plane;
    }

    /**
     * Recovers what is there and starts.
     *
     * @throws StartRefused when the data folder can't be used
     */
    static CollectedData open(Settings settings) {
        try {
            return new CollectedData(DataPlane.open(planeSettings(settings)));
        } catch (DataFolderException e) {
            throw new StartRefused(String.valueOf(e.getMessage()));
        }
    }

    private static DataPlane.Settings planeSettings(Settings settings) {
        DataPlane.Settings defaults = DataPlane.Settings.defaults(settings.data());
        Map<String, Integer> retentionBySite =
                settings.sites().keySet().stream().collect(Collectors.toMap(site -> site, settings::retentionDays));
        Map<String, ZoneId> zoneBySite = settings.sites().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, site -> site.getValue().timezone()));
        return new DataPlane.Settings(
                settings.data(),
                defaults.threads(),
                settings.flush().interval(),
                settings.flush().bytes(),
                store(settings.store()),
                settings.collect().maxLogBytes(),
                defaults.cacheBytes(),
                defaults.queryBytes(),
                settings.retentionDays(),
                retentionBySite,
                zoneBySite,
                Clock.systemUTC(),
                FailStop.halt());
    }

    private static DataPlane.StoreSettings store(Store store) {
        if (store instanceof Store.S3 s3) {
            return new DataPlane.StoreSettings.S3(new S3Location(
                    s3.endpoint(),
                    s3.region(),
                    s3.bucket(),
                    s3.prefix(),
                    s3.accessKeyId().value(),
                    s3.secretAccessKey().value()));
        }
        return new DataPlane.StoreSettings.Folder(((Store.Directory) store).path());
    }

    @Override
    public Intake intake() {
        return plane.intake();
    }

    @Override
    public Queries queries() {
        return plane.queries();
    }

    @Override
    public void flushNow() {
        if (!plane.flushNow()) {
            throw storeAway();
        }
    }

    @Override
    public void retentionNow() {
        if (plane.retentionNow().isEmpty()) {
            throw storeAway();
        }
    }

    @Override
    public void compactNow() {
        if (!plane.compactNow()) {
            throw storeAway();
        }
    }

    @Override
    public String erase(String site) {
        return plane.erase(site)
                .orElseThrow(() -> new HttpProblem(
                        503, "erasure_not_logged", "erasure could not be logged: " + site + ". Try again."));
    }

    @Override
    public Optional<Map<String, Object>> receipt(String id) {
        if (plane.isErasing(id)) {
            return Optional.of(Map.of("receipt", id, "status", "pending"));
        }
        try {
            Optional<byte[]> receipt = plane.receipt(id);
            return receipt.isEmpty() ? Optional.empty() : Optional.of(JSON.readValue(receipt.get(), RECEIPT));
        } catch (StoreUnavailableException e) {
            throw storeAway();
        } catch (IOException e) {
            throw new HttpProblem(500, "receipt_damaged", "receipt can't be read: " + id + ". Look into the store.");
        }
    }

    /** An administrator's call that can't be carried out now; what was acknowledged is safe in the local log. */
    private HttpProblem storeAway() {
        String problem = plane.health().problem().orElse("no reason is known");
        return new HttpProblem(
                503,
                "store_unavailable",
                "object store can't be used: " + problem + ". Nothing is lost; check the store and try again.");
    }

    @Override
    public List<String> troubles() {
        DataPlane.Health health = plane.health();
        List<String> troubles = new ArrayList<>();
        if (!health.accepting()) {
            troubles.add("events are not accepted");
        }
        health.missing().forEach(key -> troubles.add("object could not be read at the start: " + key));
        return troubles;
    }

    @Override
    public void close() {
        plane.close();
    }
}
