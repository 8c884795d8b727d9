package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/** After each test of a class that writes: every file it leaves in its folder is in order. */
public final class VerifyWritten implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context) throws IOException, IllegalAccessException {
    if (context.getExecutionException().isPresent()) {
      return;
    }
    for (Field f : context.getRequiredTestClass().getDeclaredFields()) {
      if (f.isAnnotationPresent(TempDir.class)) {
        f.setAccessible(true);
        check((Path) f.get(context.getRequiredTestInstance()));
      }
    }
  }

  private static void check(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(VerifyWritten::isHdf5).toList();
    }
    FileOptions beside = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(folder));
    for (Path p : files) {
      assertThat(Hdf5Verification.of(p, beside).findings())
          .as(p.getFileName().toString())
          .isEmpty();
    }
  }

  private static boolean isHdf5(Path p) {
    if (!p.toString().endsWith(".h5") || !Files.isRegularFile(p)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(p)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("\u0089HDF");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
