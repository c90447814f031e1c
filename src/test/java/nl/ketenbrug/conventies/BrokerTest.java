package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the broker must be told so that it loses nothing: without these settings Artemis removes
 * what it cannot deliver, without a word.
 */
class BrokerTest {

  private static final List<String> VANZELF =
      List.of(
          "auto-create-queues",
          "auto-create-addresses",
          "auto-delete-queues",
          "auto-delete-addresses");

  private final Brokerbestand broker = Brokerbestand.lees();

  @Test
  void whatCannotBeDeliveredGoesToAQueueThatExists() {
    assertThat(broker.adresinstellingen()).containsKey("#");
    assertThat(vangnet(broker)).isEmpty();

    assertThat(vangnet(broker.met("<queue name=\"onbestelbaar\"/>", ""))).isNotEmpty();
    assertThat(vangnet(broker.met("<expiry-address>verlopen</expiry-address>", ""))).isNotEmpty();
  }

  @Test
  void noQueueComesOrGoesByItself() {
    assertThat(vanzelf(broker)).isEmpty();

    assertThat(vanzelf(broker.met("<auto-create-queues>false", "<auto-create-queues>true")))
        .isNotEmpty();
    assertThat(vanzelf(broker.met("<auto-delete-queues>false</auto-delete-queues>", "")))
        .isNotEmpty();
  }

  @Test
  void aFullAddressGoesToDiskAndDropsNothing() {
    assertThat(vol(broker)).isEmpty();

    assertThat(vol(broker.met(">PAGE<", ">DROP<"))).isNotEmpty();
  }

  @Test
  void aCommitIsOnDiskBeforeItIsConfirmed() {
    assertThat(opSchijf(broker)).isEmpty();

    assertThat(
            opSchijf(
                broker.met(
                    "<journal-sync-transactional>true", "<journal-sync-transactional>false")))
        .isNotEmpty();
  }

  /** Else what ends the broker at each delivery never comes to its last attempt. */
  @Test
  void aNumberOfAttemptsIsWrittenUntilItDecides() {
    assertThat(telt(broker)).isTrue();

    assertThat(telt(broker.met("<max-redelivery-records>20", "<max-redelivery-records>19")))
        .isFalse();
  }

  /**
   * Read while it runs, a new file takes effect by half: addresses and queues at once, plugins at
   * the next start.
   */
  @Test
  void aNewFileTakesEffectAtAStart() {
    assertThat(broker.waarde("configuration-file-refresh-period")).isEqualTo("-1");
  }

  @Test
  void everyRouteThatSetsApartHasItsParkingQueue() {
    String declaraties =
        Bestanden.lees(Path.of("src/main/java/nl/ketenbrug/operations/Parkeerplekken.java"));
    List<Routebestand> routes =
        Routebestand.alle().stream()
            .filter(
                route ->
                    String.valueOf(route.route().get("routeConfigurationId"))
                        .startsWith("park-refused"))
            .toList();
    assertThat(routes).isNotEmpty();

    for (Routebestand route : routes) {
      String wachtrij = "\"parkeer." + route.naam() + (route.isSjabloon() ? "-\"" : "\"");
      assertThat(declaraties).as("declares %s", wachtrij).contains(wachtrij);
    }
  }

  private static boolean telt(Brokerbestand broker) {
    return Integer.parseInt(broker.waarde("max-redelivery-records"))
        >= Integer.parseInt(broker.adresinstellingen().get("#").get("max-delivery-attempts"));
  }

  private static List<String> vangnet(Brokerbestand broker) {
    List<String> fouten = new ArrayList<>();
    Map<String, String> voorAlles = broker.adresinstellingen().get("#");
    for (String soort : List.of("dead-letter-address", "expiry-address")) {
      if (!voorAlles.containsKey(soort)) {
        fouten.add("no " + soort + " for every address");
      }
      broker
          .adresinstellingen()
          .forEach(
              (adres, waarden) -> {
                String doel = waarden.get(soort);
                if (doel != null && broker.adressen().getOrDefault(doel, List.of()).isEmpty()) {
                  fouten.add(adres + ": " + soort + " " + doel + " has no queue");
                }
              });
    }
    return fouten;
  }

  private static List<String> vanzelf(Brokerbestand broker) {
    List<String> fouten = new ArrayList<>();
    for (String instelling : VANZELF) {
      if (!"false".equals(broker.adresinstellingen().get("#").get(instelling))) {
        fouten.add(instelling + " is not off for every address");
      }
      broker
          .adresinstellingen()
          .forEach(
              (adres, waarden) -> {
                if (!"false".equals(waarden.getOrDefault(instelling, "false"))) {
                  fouten.add(adres + ": " + instelling + " is on");
                }
              });
    }
    return fouten;
  }

  private static List<String> vol(Brokerbestand broker) {
    List<String> fouten = new ArrayList<>();
    if (!broker.adresinstellingen().get("#").containsKey("address-full-policy")) {
      fouten.add("no address-full-policy for every address");
    }
    broker
        .adresinstellingen()
        .forEach(
            (adres, waarden) -> {
              if (!"PAGE".equals(waarden.getOrDefault("address-full-policy", "PAGE"))) {
                fouten.add(adres + ": " + waarden.get("address-full-policy"));
              }
            });
    return fouten;
  }

  private static List<String> opSchijf(Brokerbestand broker) {
    return List.of(
            "persistence-enabled", "journal-sync-transactional", "journal-sync-non-transactional")
        .stream()
        .filter(instelling -> !"true".equals(broker.waarde(instelling)))
        .toList();
  }
}
