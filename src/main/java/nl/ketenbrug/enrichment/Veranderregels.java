package nl.ketenbrug.enrichment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which difference between two answers of a source makes which event, from {@code
 * config/veranderingen/<bron>.yaml}. Expressions are XPath 3.1 over the canonical answer, prefix
 * {@code k}; they know {@code $oud} and {@code $nieuw} (the object before and now), {@code
 * $antwoord}, {@code $vandaag} and {@code $gezien} (the day of the answer before).
 *
 * @param objecten the objects of the answer that are compared
 * @param sleutel names of the fields that tell one object from another; none = there is one object
 * @param genegeerd names of fields that are known and mean nothing here
 */
public record Veranderregels(
    @NotBlank @Pattern(regexp = "[a-z][a-z0-9-]*") String bron,
    @NotBlank String objecten,
    List<String> sleutel,
    List<String> genegeerd,
    @NotEmpty @Valid List<Regel> regels) {

  public Veranderregels {
    sleutel = sleutel == null ? List.of() : List.copyOf(sleutel);
    genegeerd = genegeerd == null ? List.of() : List.copyOf(genegeerd);
  }

  /**
   * One rule. With {@code feit} the event tells that a fact came to hold; when its fields change
   * later that is a correction ({@code <type>-gecorrigeerd}), and when it no longer holds either
   * the event of {@code einde} or a withdrawal ({@code <type>-ingetrokken}). Without it every
   * difference of its fields is a new state of affairs.
   *
   * @param feit whether the fact holds, asked of one object
   * @param velden what is compared, kept and sent, from the object
   * @param wanneer only when this holds too
   * @param ook also without a difference, when this holds
   * @param eindeAlleen an end or withdrawal only when this holds
   * @param einde type of the event that the fact no longer holds; on {@code -ingetrokken} it is a
   *     withdrawal
   * @param correctie type of a correction, where it is not {@code <type>-gecorrigeerd}; {@code
   *     geen} for a fact that has nothing to correct
   * @param datum when it happened in the real world; the day of the look when it gives nothing
   * @param bvv whether it touches the beslagvrije voet (art. 475d lid 3 and 4 Rv)
   */
  public record Regel(
      @NotBlank @Pattern(regexp = "nl(\\.[a-z0-9-]+){2,3}") String type,
      String feit,
      @NotEmpty List<String> velden,
      String wanneer,
      String ook,
      String eindeAlleen,
      String einde,
      String correctie,
      String datum,
      boolean bvv) {

    boolean kanCorrectie() {
      return !"geen".equals(correctie);
    }

    String typeBijCorrectie() {
      return correctie == null ? type + "-gecorrigeerd" : correctie;
    }

    String typeBijEinde() {
      return einde == null ? type + "-ingetrokken" : einde;
    }

    /** Every type that this rule can make. */
    public Stream<String> typen() {
      if (feit == null) {
        return Stream.of(type);
      }
      return kanCorrectie()
          ? Stream.of(type, typeBijCorrectie(), typeBijEinde())
          : Stream.of(type, typeBijEinde());
    }
  }
}
