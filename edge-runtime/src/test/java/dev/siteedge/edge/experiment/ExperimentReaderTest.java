package dev.siteedge.edge.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.experiment.Experiment.Group;
import dev.siteedge.edge.experiment.Experiment.Status;
import dev.siteedge.edge.experiment.Experiment.Unit;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentReaderTest {
    private static final String VARIANTS = "'variants':[{'name':'control'},{'name':'bold'}]";

    @Test
    void shortestEntry_takesTheDefaults() {
        Experiment experiment = Definitions.read("{'id':'hero'," + VARIANTS + "}");

        assertThat(experiment.name()).isEqualTo("hero");
        assertThat(experiment.seed()).isEqualTo("hero");
        assertThat(experiment.status()).isEqualTo(Status.DRAFT);
        assertThat(experiment.coverage()).isEqualTo(1);
        assertThat(experiment.unit()).isEqualTo(Unit.VISITOR_DAY);
        assertThat(experiment.group()).isNull();
        assertThat(experiment.goals()).isEmpty();
        assertThat(experiment.shares()).containsExactly(0.5, 0.5);
    }

    @Test
    void fullEntry_isReadWhole() {
        Experiment experiment = Definitions.read("{'id':'hero','name':'Hero','status':'stopped','winner':'bold',"
                + "'coverage':0.5,'unit':'user','group':{'name':'landing','from':0,'to':0.5},'goals':['signup'],"
                + "'starts':'2026-12-01T00:00:00Z','ends':'2026-12-08T00:00:00+01:00'," + VARIANTS + "}");

        assertThat(experiment.winner()).isEqualTo("bold");
        assertThat(experiment.coverage()).isEqualTo(0.5);
        assertThat(experiment.unit()).isEqualTo(Unit.USER);
        assertThat(experiment.group()).isEqualTo(new Group("landing", 0, 0.5));
        assertThat(experiment.starts()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(experiment.ends()).isEqualTo(Instant.parse("2026-12-07T23:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-12-01 00:00:00 UTC", "2026-12-01 01:00:00 +0100", "2026-12-01", "2026-12-01T00:00:00Z"})
    void timesAsRubyPrintsThem_areRead(String time) {
        assertThat(Definitions.read("{'id':'hero','starts':'" + time + "'," + VARIANTS + "}")
                        .starts())
                .isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "'id':'Hero'|id of an experiment is wrong: 'Hero'",
                "'id':'hero','status':'on'|experiment 'hero': status is wrong: 'on'; choices: draft, running, stopped",
                "'id':'hero','coverage':1.5|experiment 'hero': coverage is wrong: '1.5'; a number from 0 to 1",
                "'id':'hero','coverage':'x'|coverage is wrong",
                "'id':'hero','unit':'week'|unit is wrong: 'week'; choices: visitor-day, user",
                "'id':'hero','winner':'b2'|winner is wrong: 'b2'; known variants: control, bold",
                "'id':'hero','starts':'soon'|starts is wrong: 'soon'; a time such as 2026-12-01T00:00:00Z",
                "'id':'hero','group':{'name':'g','from':0.5,'to':0.5}|group is wrong",
                "'id':'hero','goals':['']|goals is wrong",
            },
            delimiter = '|')
    void wrongValue_isRefusedByName(String keys, String message) {
        assertThatThrownBy(() -> Definitions.read("{" + keys + "," + VARIANTS + "}"))
                .isInstanceOf(InvalidExperimentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[]",
                "[{'name':'control','weight':0}]",
                "[{'name':'a'},{'name':'a'}]",
                "[{'name':'A'}]",
                "[{'name':'a','weight':-1}]",
                "[{'name':'a','weight':'many'}]",
                "[{'name':'a','weight':1e999}]",
                "[{'name':'a','weight':{}}]"
            })
    void wrongVariants_areRefused(String variants) {
        assertThatThrownBy(() -> Definitions.read("{'id':'hero','variants':" + variants + "}"))
                .isInstanceOf(InvalidExperimentException.class)
                .hasMessageContaining("experiment 'hero'");
    }

    @Test
    void endBeforeStart_isRefused() {
        assertThatThrownBy(() ->
                        Definitions.read("{'id':'hero','starts':'2026-12-02','ends':'2026-12-01'," + VARIANTS + "}"))
                .hasMessageContaining("ends is wrong");
    }

    @Test
    void idGivenTwice_isRefused() {
        assertThatThrownBy(() -> Definitions.catalog(Definitions.HERO, Definitions.HERO))
                .hasMessageContaining("'hero' is there twice");
    }
}
