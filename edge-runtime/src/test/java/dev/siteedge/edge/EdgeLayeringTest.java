package dev.siteedge.edge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the flow that the folders promise. */
@AnalyzeClasses(packages = EdgeLayeringTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class EdgeLayeringTest {
    static final String ROOT = "dev.siteedge.edge";

    private static final DescribedPredicate<JavaClass> HANDLERS =
            nameMatching(".*Handler(\\$.*)?").forSubtype();
    private static final DescribedPredicate<JavaClass> OURS = resideInAnyPackage(ROOT + "..");

    @ArchTest
    static final ArchRule eventImportsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(ROOT + ".event..")
            .should()
            .dependOnClassesThat(OURS.and(resideOutsideOfPackages(ROOT + ".event..")));

    @ArchTest
    static final ArchRule configImportsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(ROOT + ".config..")
            .should()
            .dependOnClassesThat(OURS.and(resideOutsideOfPackages(ROOT + ".config..")));

    @ArchTest
    static final ArchRule onlyStoreSeesTheS3Client = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule onlyHttpSitePreviewAndHandlersSeeJetty = noClasses()
            .that(resideOutsideOfPackages(ROOT, ROOT + ".http..", ROOT + ".site..", ROOT + ".preview..")
                    .and(DescribedPredicate.not(HANDLERS)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule onlyQueryAndTheParquetWriterSeeDuckDb = noClasses()
            .that(resideOutsideOfPackages(ROOT + ".query..")
                    .and(DescribedPredicate.not(nameMatching(".*Parquet.*").forSubtype())))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.duckdb..");

    @ArchTest
    static final ArchRule onlyCollectSeesTheUserAgentParser = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".collect..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ua_parser..");

    @ArchTest
    static final ArchRule previewSeesHttpOnly = noClasses()
            .that()
            .resideInAPackage(ROOT + ".preview..")
            .should()
            .dependOnClassesThat(OURS.and(resideOutsideOfPackages(ROOT + ".preview..", ROOT + ".http..")));

    @ArchTest
    static final ArchRule nothingImportsTheDashboardButTheWiring = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".dashboard..");

    @ArchTest
    static final ArchRule nothingImportsTheWiring = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule identityKnowsNoHttp = noClasses()
            .that()
            .resideInAPackage(ROOT + ".identity..")
            .should()
            .dependOnClassesThat(
                    OURS.and(resideOutsideOfPackages(ROOT + ".identity..", ROOT + ".config..", ROOT + ".event..")));

    @ArchTest
    static final ArchRule httpKnowsOnlySettingsAndCallers = noClasses()
            .that()
            .resideInAPackage(ROOT + ".http..")
            .should()
            .dependOnClassesThat(
                    OURS.and(resideOutsideOfPackages(ROOT + ".http..", ROOT + ".config..", ROOT + ".identity..")));

    @ArchTest
    static final ArchRule collectKnowsNeitherStoreNorQuery = noClasses()
            .that()
            .resideInAPackage(ROOT + ".collect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".store..", ROOT + ".query..", ROOT + ".site..");

    @ArchTest
    static final ArchRule nothingBelowHttpKnowsHttp = noClasses()
            .that(resideInAnyPackage(
                            ROOT + ".event..",
                            ROOT + ".log..",
                            ROOT + ".shard..",
                            ROOT + ".store..",
                            ROOT + ".query..",
                            ROOT + ".experiment..")
                    .and(DescribedPredicate.not(HANDLERS)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".http..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
