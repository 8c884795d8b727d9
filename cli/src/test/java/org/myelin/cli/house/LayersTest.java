package org.myelin.cli.house;

import static com.tngtech.archunit.core.domain.JavaModifier.NATIVE;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Catches a module that reaches up, format code that does I/O, and native or unsafe code. */
class LayersTest {
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.myelin");

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(PRODUCTION);
  }

  /** The module system checks this for exported packages; this also holds on the class path. */
  @Test
  void modulesUseOnlyThoseBelow() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("mpi-io")
            .definedBy("org.myelin.mpi..")
            .layer("hdf5-format")
            .definedBy("org.myelin.hdf5..")
            .layer("nwb-model")
            .definedBy("org.myelin.nwb..")
            .layer("cli")
            .definedBy("org.myelin.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("nwb-model")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("hdf5-format")
            .mayOnlyBeAccessedByLayers("nwb-model", "cli"));
  }

  @Test
  void internalPackagesStayInside() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.myelin.mpi..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.myelin.mpi.internal.."));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.myelin.hdf5..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.myelin.hdf5.internal.."));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.myelin.nwb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.myelin.nwb.internal.."));
  }

  /** The rooms of the HDF5 engine, each using only those before it, apart from the API's values. */
  @Test
  void roomsOfTheHdf5EngineAreInOrder() {
    String[] rooms = {
      "wire", "format", "storage", "chunk", "dataset", "parallel", "file", "copy", "dump", "diff"
    };
    for (int i = 0; i < rooms.length; i++) {
      for (int above = i + 1; above < rooms.length; above++) {
        check(
            noClasses()
                .that()
                .resideInAPackage("org.myelin.hdf5.internal." + rooms[i] + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.myelin.hdf5.internal." + rooms[above] + ".."));
      }
    }
  }

  /** A structure gets bytes and gives bytes; whoever holds the driver fetches them. */
  @Test
  void formatCodeDoesNoInputOrOutput() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.myelin.hdf5.internal.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.nio.channels..",
                "java.nio.file..",
                "org.myelin.mpi..",
                "org.myelin.hdf5.internal.driver..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File"));
  }

  @Test
  void noNativeMethodsAndNoUnsafe() {
    check(methods().should().notHaveModifier(NATIVE));
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("sun.misc" + ".Unsafe")
            .orShould()
            .callMethod(System.class, "loadLibrary", String.class)
            .orShould()
            .callMethod(System.class, "load", String.class));
  }
}
