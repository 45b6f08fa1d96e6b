package dev.siteedge.edge.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Definitions for tests, written as in the file but with single quotes. */
final class Definitions {
    static final String HERO = "{'id':'hero','name':'Hero copy','status':'running','seed':'hero-1',"
            + "'goals':['signup','/thanks/'],'variants':[{'name':'control','weight':50},{'name':'bold','weight':50}]}";

    private Definitions() {}

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Experiment read(String text) {
        return ExperimentReader.read(json(text));
    }

    static ExperimentCatalog catalog(String... entries) {
        return ExperimentCatalog.read("example.com", json("[" + String.join(",", entries) + "]"));
    }

    static LiveExperiment live(String text) {
        return new LiveExperiment(read(text));
    }
}
