package dev.siteedge.edge;

import dev.siteedge.edge.config.Settings;
import dev.siteedge.edge.http.OperationsHandler.Operations;
import dev.siteedge.edge.query.Queries;
import dev.siteedge.edge.shard.Intake;

/** Log, shards, store and queries as the HTTP side sees them. */
interface DataSide extends Operations, AutoCloseable {
    Intake intake();

    Queries queries();

    /** Takes no more events, flushes what is left, closes. */
    @Override
    void close();

    /** Opens them in a data folder. */
    interface Opener {
        DataSide open(Settings settings);
    }
}
