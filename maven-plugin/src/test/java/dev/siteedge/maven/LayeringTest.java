package dev.siteedge.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
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
            .layer("finish")
            .definedBy("dev.siteedge.maven.finish")
            .layer("compress")
            .definedBy("dev.siteedge.maven.compress")
            .layer("sass")
            .definedBy("dev.siteedge.maven.sass")
            .layer("variant")
            .definedBy("dev.siteedge.maven.variant")
            .layer("preview")
            .definedBy("dev.siteedge.maven.preview")
            .layer("doctor")
            .definedBy("dev.siteedge.maven.doctor")
            .layer("watch")
            .definedBy("dev.siteedge.maven.watch")
            .whereLayer("goals")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jekyll")
            .mayOnlyBeAccessedByLayers("goals", "preview", "doctor")
            .whereLayer("doctor")
            .mayOnlyBeAccessedByLayers("goals")
            // It lives in a class loader of its own.
            .whereLayer("preview")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("preview")
            .whereLayer("gems")
            .mayOnlyBeAccessedByLayers("goals", "jekyll")
            .whereLayer("html")
            .mayOnlyBeAccessedByLayers("finish", "doctor")
            .whereLayer("finish")
            .mayOnlyBeAccessedByLayers("goals", "jekyll", "doctor")
            .whereLayer("compress")
            .mayOnlyBeAccessedByLayers("finish")
            .whereLayer("variant")
            .mayOnlyBeAccessedByLayers("goals", "finish")
            // Started beside Ruby, which calls it.
            .whereLayer("sass")
            .mayOnlyBeAccessedByLayers("jekyll");

    @ArchTest
    static final ArchRule ONLY_GOALS_SEE_MAVEN = noClasses()
            .that()
            .resideOutsideOfPackage("dev.siteedge.maven")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..", "org.eclipse.aether..");

    @ArchTest
    static final ArchRule ONLY_THE_PREVIEW_SEES_THE_RUNTIME = noClasses()
            .that()
            .resideOutsideOfPackage("dev.siteedge.maven.preview")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.siteedge.edge..");

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
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveModifier(JavaModifier.FINAL);
}
