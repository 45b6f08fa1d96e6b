package dev.siteedge.edge.simulation;

import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.store.Expiry;
import dev.siteedge.edge.store.RowTable;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A table of rows that now and then has no room, before or after it did what it was asked. */
final class UnreliableRows implements RowTable {
    private final RowTable rows;
    private final Runnable fate;

    /** @param fate throws {@link DiskFull}, or does not */
    UnreliableRows(RowTable rows, Runnable fate) {
        this.rows = rows;
        this.fate = fate;
    }

    @Override
    public void append(List<Row> more) {
        fate.run();
        rows.append(more);
    }

    @Override
    public boolean hasRows(long from, long to) {
        fate.run();
        return rows.hasRows(from, to);
    }

    @Override
    public Written write(long from, long to, Path file) {
        fate.run();
        Written written = rows.write(from, to, file);
        fate.run();
        return written;
    }

    @Override
    public void forget(long through) {
        fate.run();
        rows.forget(through);
        fate.run();
    }

    @Override
    public void read(List<Path> parquet, long visitsSince, Consumer<Row> reader) {
        rows.read(parquet, visitsSince, reader);
    }

    @Override
    public Written rewrite(Path parquet, Expiry expiry, long from, long to, Path file) {
        fate.run();
        return rows.rewrite(parquet, expiry, from, to, file);
    }

    @Override
    public void erase(String site, long through) {
        fate.run();
        rows.erase(site, through);
    }

    @Override
    public Written rewriteWithout(Path parquet, String site, long through, long from, long to, Path file) {
        fate.run();
        return rows.rewriteWithout(parquet, site, through, from, to, file);
    }

    @Override
    public List<Part> split(List<Path> parquet, Map<String, ZoneId> zoneBySite, Path folder) {
        fate.run();
        return rows.split(parquet, zoneBySite, folder);
    }
}
