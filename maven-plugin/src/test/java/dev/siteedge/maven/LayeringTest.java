package dev.siteedge.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.siteedge.maven", importOptions = DoNotIncludeTests.class)
class LayeringTest {
    @ArchTest
    static final ArchRule PACKAGES_FOLLOW_THE_FLOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("goals")
            .definedBy("dev.siteedge.maven")
            .layer("jekyll")
            .definedBy("dev.siteedge.maven.jekyll")
            .layer("gems")
            .definedBy("dev.siteedge.maven.gems")
            .layer("html")
            .definedBy("dev.siteedge.maven.html")
            .layer("sass")
            .definedBy("dev.siteedge.maven.sass")
            .whereLayer("goals")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jekyll")
            .mayOnlyBeAccessedByLayers("goals")
            .whereLayer("gems")
            .mayOnlyBeAccessedByLayers("goals", "jekyll")
            .whereLayer("html")
            .mayOnlyBeAccessedByLayers("jekyll")
            // Ruby calls it.
            .whereLayer("sass")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule ONLY_GOALS_SEE_MAVEN = noClasses()
            .that()
            .resideOutsideOfPackage("dev.siteedge.maven")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..");

    @ArchTest
    static final ArchRule ONLY_THE_RUNTIME_SEES_JRUBY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.siteedge.maven.jekyll")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jruby..");

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
