package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import org.junit.jupiter.api.Test;

/** A reader that is used again refuses what a fresh one refuses, and nothing else. */
class XmlLezerTest {

  private static final String DTD = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";

  private final Processor saxon = new Processor(false);

  @Test
  void theLimitsHoldOnEachUse() throws Exception {
    for (int keer = 0; keer < 5; keer++) {
      assertThat(lees("<a>tekst<!--t--><?p i?></a>")).isEqualTo("<a>tekst<!--t--><?p i?></a>");
      assertThat(lees(diep(60))).as("depth does not add up, time %d", keer).contains(">t<");
      assertThat(lees(breed(60))).as("nor do attributes").contains("a59=");
      geweigerd("<a>", keer);
      lees("<a/>");
      geweigerd(DTD, keer);
      lees("<a/>");
      geweigerd(diep(101), keer);
      lees("<a/>");
      geweigerd(breed(101), keer);
    }
  }

  @Test
  void aReaderIsUsedAgainUntilItRefusesOrHasReadItsShare() {
    AtomicInteger gemaakt = new AtomicInteger();
    Leesvoorraad<Integer> voorraad = new Leesvoorraad<>(gemaakt::incrementAndGet);
    List<Integer> gebruikt = new ArrayList<>();

    voorraad.met(2_000, gebruikt::add);
    voorraad.met(2_000, gebruikt::add);
    assertThatThrownBy(
            () ->
                voorraad.met(
                    2_000,
                    lezer -> {
                      gebruikt.add(lezer);
                      throw new IllegalStateException("geweigerd");
                    }))
        .hasMessage("geweigerd");
    int keren = (Leesvoorraad.LEVEN - 1) / 2_000 + 1;
    IntStream.rangeClosed(0, keren).forEach(keer -> voorraad.met(2_000, gebruikt::add));

    assertThat(gebruikt.subList(0, 4)).containsExactly(1, 1, 1, 2);
    assertThat(gebruikt.subList(gebruikt.size() - 2, gebruikt.size())).containsExactly(2, 3);
  }

  /** A reader keeps every name that it met: of a large message those may be tens of megabytes. */
  @Test
  void aReaderOfALargeMessageDoesNotComeBack() {
    AtomicInteger gemaakt = new AtomicInteger();
    Leesvoorraad<Integer> voorraad = new Leesvoorraad<>(gemaakt::incrementAndGet);
    List<Integer> gebruikt = new ArrayList<>();

    voorraad.met(Leesvoorraad.GROOT - 1, gebruikt::add);
    voorraad.met(Leesvoorraad.GROOT, gebruikt::add);
    voorraad.met(10, gebruikt::add);

    assertThat(gebruikt).containsExactly(1, 1, 2);
  }

  @Test
  void howLongAMessageIsIsKnownFromItsTextAndItsBytes() {
    assertThat(new Invoer("<é/>").lengte()).isEqualTo(4);
    assertThat(new Invoer("<é/>".getBytes(StandardCharsets.UTF_8)).lengte()).isEqualTo(5);
  }

  @Test
  void twoAtOnceNeverHaveTheSameReader() {
    AtomicInteger gemaakt = new AtomicInteger();
    Leesvoorraad<Integer> voorraad = new Leesvoorraad<>(gemaakt::incrementAndGet);

    int samen = voorraad.met(10, een -> voorraad.met(10, ander -> 10 * een + ander));

    assertThat(samen).isEqualTo(12);
  }

  private void geweigerd(String xml, int keer) {
    assertThatThrownBy(() -> lees(xml)).as("time %d", keer).isInstanceOf(SaxonApiException.class);
  }

  private String lees(String xml) throws SaxonApiException {
    return XmlLezer.document(saxon.newDocumentBuilder(), new Invoer(xml)).toString();
  }

  private static String diep(int niveaus) {
    return "<a>".repeat(niveaus) + "t" + "</a>".repeat(niveaus);
  }

  private static String breed(int attributen) {
    StringBuilder xml = new StringBuilder("<a");
    IntStream.range(0, attributen).forEach(nummer -> xml.append(" a" + nummer + "='x'"));
    return xml.append("/>").toString();
  }
}
