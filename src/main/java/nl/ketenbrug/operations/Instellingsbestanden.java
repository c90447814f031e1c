package nl.ketenbrug.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Reads the files of partners and sources. A file that is not right stops the start, with its name
 * and a sentence.
 */
@Component
class Instellingsbestanden {

  private static final String VERKEERDE_VORM = " heeft een verkeerde vorm (waarde-ongeldig)";

  private final ObjectMapper yaml =
      new ObjectMapper(new YAMLFactory())
          .registerModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Validator validator;

  Instellingsbestanden(Validator validator) {
    this.validator = validator;
  }

  /** As below, where nobody keeps what it was read from. */
  <T> List<T> lees(Path folder, Class<T> type, Function<T, String> name) {
    return lees(folder, type, name, (file, inhoud) -> {});
  }

  /**
   * Every {@code *.yaml} of the folder; the name inside equals the name of the file.
   *
   * @param bron hears of each file what it was read from: it may say something else at once
   */
  <T> List<T> lees(
      Path folder, Class<T> type, Function<T, String> name, BiConsumer<Path, byte[]> bron) {
    List<T> gelezen = new ArrayList<>();
    for (Path file : files(folder)) {
      byte[] inhoud = inhoud(file);
      T value = lees(file, inhoud, type);
      bron.accept(file, inhoud);
      String expected = file.getFileName().toString().replaceFirst("\\.yaml$", "");
      if (!expected.equals(name.apply(value))) {
        throw new Instellingsfout(
            file, "de naam in het bestand is '" + name.apply(value) + "', niet '" + expected + "'");
      }
      gelezen.add(value);
    }
    if (gelezen.isEmpty()) {
      throw new Instellingsfout(folder, "hier staat geen enkel .yaml-bestand");
    }
    return gelezen;
  }

  /** One file. */
  <T> T lees(Path file, Class<T> type) {
    return lees(file, inhoud(file), type);
  }

  private static byte[] inhoud(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What may not be a file yet.
   *
   * @param file by which a fault names it
   */
  <T> T lees(Path file, byte[] inhoud, Class<T> type) {
    T value;
    try {
      value = yaml.readValue(inhoud, type);
    } catch (InvalidFormatException e) {
      throw new Instellingsfout(file, ongeldig(e));
    } catch (UnrecognizedPropertyException e) {
      throw new Instellingsfout(file, plaats(e) + " is hier geen veld (veld-onbekend)");
    } catch (ValueInstantiationException e) {
      // Ours, which say what is wrong.
      throw new Instellingsfout(file, plaats(e) + ": " + e.getCause().getMessage());
    } catch (JsonMappingException e) {
      throw new Instellingsfout(file, plaats(e) + VERKEERDE_VORM);
    } catch (JsonProcessingException e) {
      // Not its text: that quotes what stands there.
      throw new Instellingsfout(
          file, "is geen YAML bij regel %d (yaml-ongeldig)".formatted(e.getLocation().getLineNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (value == null) {
      throw new Instellingsfout(file, "het geheel" + VERKEERDE_VORM);
    }
    Set<ConstraintViolation<T>> violations = inHetNederlands(() -> validator.validate(value));
    if (violations.isEmpty()) {
      return value;
    }
    throw new Instellingsfout(
        file,
        violations.stream()
            .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
            .sorted()
            .reduce((a, b) -> a + "; " + b)
            .orElseThrow());
  }

  /** The place and what may stand there; what does stand there may be a secret. */
  private String ongeldig(InvalidFormatException fout) {
    String plaats = plaats(fout);
    if (fout.getTargetType() == URI.class) {
      return plaats + " is geen adres (adres-ongeldig)";
    }
    if (!fout.getTargetType().isEnum()) {
      return plaats + VERKEERDE_VORM;
    }
    return Stream.of(fout.getTargetType().getEnumConstants())
        .map(waarde -> yaml.convertValue(waarde, String.class))
        .collect(Collectors.joining(", ", plaats + " is een van ", " (waarde-ongeldig)"));
  }

  /** The sentences of the library, whatever language the machine or the caller has. */
  private static <T> T inHetNederlands(Supplier<T> werk) {
    LocaleContext eerder = LocaleContextHolder.getLocaleContext();
    LocaleContextHolder.setLocale(Locale.forLanguageTag("nl"));
    try {
      return werk.get();
    } finally {
      LocaleContextHolder.setLocaleContext(eerder);
    }
  }

  private static String plaats(JsonMappingException fout) {
    return fout.getPath().isEmpty()
        ? "het geheel"
        : fout.getPath().stream()
            .map(deel -> deel.getFieldName() == null ? "[]" : deel.getFieldName())
            .collect(Collectors.joining("."));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (IOException e) {
      throw new Instellingsfout(folder, "deze map is niet te lezen");
    }
  }

  /** A file under {@code config} that is not right. */
  static final class Instellingsfout extends RuntimeException {
    Instellingsfout(Path file, String uitleg) {
      super(file + ": " + uitleg);
    }
  }
}
