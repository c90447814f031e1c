package nl.ketenbrug.operations;

import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.message.Koppen;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSession.QueueQuery;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.json.JsonObject;
import org.apache.activemq.artemis.json.JsonValue;
import org.apache.activemq.artemis.utils.JsonLoader;
import org.springframework.jms.UncategorizedJmsException;

/**
 * Queues, addresses and rights at the broker, by its own management under the engine's account: the
 * same for the embedded broker and for one elsewhere. Every act may be repeated, and done by
 * several engines at once; an address that nobody declared is refused by the broker.
 *
 * <p>A connection is made for each piece of work and closed after it: this is for starts, pauses
 * and counts, not for messages.
 */
class Brokerbeheer {

  private static final String MANAGEMENT = "activemq.management";
  private static final String ENGINE = EmbeddedBroker.ENGINE;
  private static final String NIEMAND = "";

  /** Where the broker says from which queue it took a dead letter. */
  private static final String VAN_WACHTRIJ = "_AMQ_ORIG_QUEUE";

  /** The broker's own name of {@link Koppen#DOSSIER}. */
  private static final String GROEP = "_AMQ_GROUP_ID";

  /**
   * Of so many groups of dossiers a queue remembers who reads them. Without a number it remembers
   * that of each dossier it ever saw, in some 200 bytes of memory.
   */
  private static final int GROEPEN = 1024;

  /** Filter that lets nothing through. */
  private static final String GESLOTEN = "gebeurtenistype = 'geen'";

  /** Which readers: those of one queue. */
  private static final String LEZERS_VAN =
      "{\"field\":\"QUEUE\",\"operation\":\"EQUALS\",\"value\":\"%s\"}";

  /** Milliseconds that the broker may take for one act, where nobody says otherwise. */
  static final long GEDULD = 30_000;

  private final Brokertoegang toegang;
  private final String url;
  private final long geduld;

  /** One that waits for a broker that is not there yet. */
  Brokerbeheer(Brokertoegang toegang) {
    this(toegang, toegang.urlMetGeduld(), GEDULD);
  }

  /**
   * One that hears at once that there is no broker.
   *
   * @param geduld milliseconds that the broker may take for one act
   */
  Brokerbeheer(Brokertoegang toegang, long geduld) {
    this(toegang, toegang.url(), geduld);
  }

  private Brokerbeheer(Brokertoegang toegang, String url, long geduld) {
    this.toegang = toegang;
    this.url = url;
    this.geduld = geduld;
  }

  /** A queue as it stands at the broker. */
  record Wachtrij(String naam, String adres, String filter, long berichten) {
    boolean gesloten() {
      return filter.equals(GESLOTEN);
    }
  }

  /**
   * Whether a message that was sent before this moment is in a reader's hands, or waits for its
   * next attempt: neither is seen by who looks at the queue.
   */
  boolean isOnderhanden(String naam, Instant grens) {
    return isOnderhanden(naam, grens, null);
  }

  /**
   * As above.
   *
   * @param oorsprong only what the broker took from this queue before; null for whatever it is
   */
  boolean isOnderhanden(String naam, Instant grens, String oorsprong) {
    String queue = ResourceNames.QUEUE + naam;
    return met(
        beheer ->
            isEerder(beheer.inHanden(queue), grens, oorsprong)
                || isEerder(beheer.gepland(queue), grens, oorsprong));
  }

  private static boolean isEerder(Stream<JsonObject> berichten, Instant grens, String oorsprong) {
    return berichten
        .filter(
            bericht ->
                oorsprong == null || oorsprong.equals(bericht.getString(VAN_WACHTRIJ, oorsprong)))
        .anyMatch(bericht -> bericht.getJsonNumber("timestamp").longValue() < grens.toEpochMilli());
  }

  /** A queue of its own address, for the engine alone. */
  void queue(String naam) {
    doe(beheer -> beheer.queue(naam, false));
  }

  /**
   * A queue whose readers each get what is next, whatever dossier it is of: whoever puts something
   * there keeps the order of a dossier by other means.
   */
  void queueZonderGroepen(String naam) {
    doe(
        beheer -> {
          beheer.adres(naam, RoutingType.ANYCAST);
          beheer.verklaar(
              QueueConfiguration.of(naam)
                  .setAddress(naam)
                  .setRoutingType(RoutingType.ANYCAST)
                  .setExclusive(false)
                  .setGroupBuckets(0));
        });
  }

  /**
   * A queue to which one account may send. One engine at a time reads it: what a source puts there
   * itself carries no group, and its order counts.
   */
  void queueToSend(String naam, String account) {
    doe(
        beheer -> {
          beheer.rechten(naam, ENGINE + "," + account, ENGINE);
          beheer.queue(naam, true);
        });
  }

  /** A queue from which one account may read; looking without taking would leave no trace. */
  void queueToRead(String naam, String account) {
    doe(
        beheer -> {
          beheer.rechten(naam, ENGINE, ENGINE + "," + account);
          beheer.queue(naam, false);
        });
  }

  /** Nobody but the engine reads or sends here any more. */
  void neemRechtenAf(String adres) {
    doe(beheer -> beheer.vraag(ResourceNames.BROKER, "removeSecuritySettings", adres));
  }

  /**
   * As {@link #neemRechtenAf}, and ends the connections of whoever else reads here: the broker asks
   * for the right when a reader comes, and not when it gives. Engines go on.
   */
  void neemLezersAf(String naam) {
    doe(
        beheer -> {
          beheer.vraag(ResourceNames.BROKER, "removeSecuritySettings", naam);
          for (String wie : andereLezers(beheer, naam)) {
            beheer.vraag(ResourceNames.BROKER, "closeConnectionsForUser", wie);
          }
        });
  }

  private List<String> andereLezers(Gesprek beheer, String naam) throws Exception {
    String lezers =
        (String)
            beheer.vraag(
                ResourceNames.BROKER,
                "listConsumers",
                LEZERS_VAN.formatted(naam),
                1,
                Integer.MAX_VALUE);
    return JsonLoader.readObject(new StringReader(lezers)).getJsonArray("data").stream()
        .map(lezer -> lezer.asJsonObject().getString("user", ""))
        .filter(wie -> !wie.equals(toegang.gebruiker()))
        .distinct()
        .toList();
  }

  /**
   * Shuts out who reads this queue itself: the broker refuses the account, and ends the connections
   * that read here, so that what they had fetched stands on the queue again.
   */
  void sluitLezersUit(String naam) {
    doe(
        beheer -> {
          beheer.rechten(naam, ENGINE, ENGINE);
          beheer.vraag(ResourceNames.BROKER, "closeConsumerConnectionsForAddress", naam);
        });
  }

  /** Whether nobody holds a message of this queue without having answered. */
  boolean isAllesTerug(String naam) {
    return met(
        beheer ->
            ((Number) beheer.vraag(ResourceNames.QUEUE + naam, "getDeliveringCount")).longValue()
                == 0);
  }

  /** Whether an account other than the engine's reads this queue now. */
  boolean heeftAndereLezers(String naam) {
    return met(beheer -> !andereLezers(beheer, naam).isEmpty());
  }

  /** An address whose messages go to every subscription that wants them. */
  void multicast(String naam) {
    doe(beheer -> beheer.adres(naam, RoutingType.MULTICAST));
  }

  /**
   * The durable queue of one subscription; exclusive, because order and numbers need a single
   * reader at a time, whichever engine that is.
   */
  void abonnement(String adres, String naam, String filter) {
    doe(
        beheer ->
            beheer.verklaar(
                QueueConfiguration.of(naam)
                    .setAddress(adres)
                    .setRoutingType(RoutingType.MULTICAST)
                    .setFilterString(filter)
                    .setExclusive(true)));
  }

  void verwijder(String naam) {
    doe(beheer -> beheer.vraag(ResourceNames.BROKER, "destroyQueue", naam));
  }

  /** What waits stays, and from now on nothing is added. */
  void sluit(String adres, String naam) {
    abonnement(adres, naam, GESLOTEN);
  }

  /** Queues whose name begins so. */
  List<Wachtrij> wachtrijen(String begin) {
    return met(
        beheer -> {
          Object[] namen = (Object[]) beheer.vraag(ResourceNames.BROKER, "getQueueNames");
          List<Wachtrij> gevonden = new ArrayList<>();
          for (Object naam : namen) {
            if (naam.toString().startsWith(begin)) {
              beheer.zoek(naam.toString()).ifPresent(gevonden::add);
            }
          }
          return List.copyOf(gevonden);
        });
  }

  /** Messages on a queue, those included that a client holds without having acknowledged them. */
  long aantal(String naam) {
    return met(beheer -> beheer.zoek(naam).orElseThrow().berichten());
  }

  /** Messages on a queue that this selector finds, however deep, and that nobody holds. */
  long aantal(String naam, String selector) {
    return met(
        beheer ->
            ((Number) beheer.vraag(ResourceNames.QUEUE + naam, "countMessages", selector))
                .longValue());
  }

  /**
   * The first of these addresses of which the broker would drop what it gives up or what expires.
   */
  Optional<String> zonderVangnet(Collection<String> adressen) {
    return met(
        beheer -> {
          for (String adres : adressen) {
            if (!heeftVangnet(beheer, adres)) {
              return Optional.of(adres);
            }
          }
          return Optional.empty();
        });
  }

  /** Whether the broker runs this plugin of ours. */
  boolean heeftPlugin(Class<? extends ActiveMQServerPlugin> plugin) {
    return met(
        beheer ->
            List.of((Object[]) beheer.vraag(ResourceNames.BROKER, "getBrokerPluginClassNames"))
                .contains(plugin.getName()));
  }

  /** Whether the broker itself gives the messages of a dossier to one reader on this queue. */
  boolean houdtGroepen(String queue) {
    return met(
        beheer ->
            ((Number) beheer.vraag(ResourceNames.QUEUE + queue, "getGroupBuckets")).intValue()
                != 0);
  }

  private static boolean heeftVangnet(Gesprek beheer, String adres) throws Exception {
    String json = (String) beheer.vraag(ResourceNames.BROKER, "getAddressSettingsAsJSON", adres);
    JsonObject instellingen = JsonLoader.readObject(new StringReader(json));
    return beheer.bestaatQueue(instellingen.getString("deadLetterAddress", ""))
        && beheer.bestaatQueue(instellingen.getString("expiryAddress", ""));
  }

  /** Attempts after which the broker gives up what stands on this address; negative: never. */
  int pogingen(String adres) {
    return met(
        beheer -> {
          String json =
              (String) beheer.vraag(ResourceNames.BROKER, "getAddressSettingsAsJSON", adres);
          return JsonLoader.readObject(new StringReader(json)).getInt("maxDeliveryAttempts", 10);
        });
  }

  /** As {@link #aantal}, of several queues at once; one that does not exist is left out. */
  Map<String, Long> aantallen(Collection<String> namen) {
    return met(
        beheer -> {
          Map<String, Long> aantallen = new HashMap<>();
          for (String naam : namen) {
            beheer.aantal(naam).ifPresent(aantal -> aantallen.put(naam, aantal));
          }
          return aantallen;
        });
  }

  /**
   * Brokers that serve in the cluster of this one: none when it stands alone, one when it is half
   * of a pair, more when messages are spread over several.
   */
  int bedienende() {
    String leden =
        met(beheer -> (String) beheer.vraag(ResourceNames.BROKER, "listNetworkTopology"));
    return JsonLoader.readArray(new StringReader(leden)).size();
  }

  /** Whether another broker has all that this one has. */
  boolean heeftReserve() {
    return met(beheer -> (Boolean) beheer.vraag(ResourceNames.BROKER, "isReplicaSync"));
  }

  /**
   * Whether no message that this selector finds is on a queue any more, or in somebody's hands. One
   * that stands there, also for a later attempt, goes to the dead letters.
   */
  boolean isVerdwenen(String naam, String selector, UUID bericht) {
    String queue = ResourceNames.QUEUE + naam;
    return met(
        beheer ->
            !beheer.heeftIemand(queue, bericht)
                && ((Number) beheer.vraag(queue, "sendMessagesToDeadLetterAddress", selector))
                        .intValue()
                    == 0
                // Given back before the first look and taken again before the second.
                && !beheer.heeftIemand(queue, bericht));
  }

  /**
   * As {@link #isVerdwenen}, and leaves where it is what stands there, for later or in somebody's
   * hands too: a reader of the queue would see only the rest.
   */
  boolean isErNiet(String naam, String selector, UUID bericht) {
    String queue = ResourceNames.QUEUE + naam;
    return met(
        beheer ->
            !beheer.heeftIemand(queue, bericht)
                && beheer.gepland(queue).noneMatch(een -> is(een, bericht))
                && ((Number) beheer.vraag(queue, "countMessages", selector)).intValue() == 0
                // Given back before the first look and taken again before the last.
                && !beheer.heeftIemand(queue, bericht));
  }

  /** By its own id: another message may name this one, and its body is in the answer too. */
  private static boolean is(JsonObject een, UUID bericht) {
    return bericht.toString().equals(een.getString(Koppen.BERICHT_ID, null));
  }

  /**
   * A message that somebody has in hand; null where it does not say so.
   *
   * @param oorsprong queue from which the broker moved it to this one
   */
  record InHanden(
      String queue,
      String oorsprong,
      String berichtId,
      String dossier,
      String stap,
      String reden) {}

  /** What somebody has in hand on these queues. */
  List<InHanden> inHanden(Collection<String> namen) {
    return met(
        beheer -> {
          List<InHanden> alles = new ArrayList<>();
          for (String naam : namen) {
            beheer
                .inHanden(ResourceNames.QUEUE + naam)
                .map(
                    een ->
                        new InHanden(
                            naam,
                            een.getString(VAN_WACHTRIJ, null),
                            een.getString(Koppen.BERICHT_ID, null),
                            een.getString(GROEP, null),
                            een.getString(Koppen.STAP, null),
                            een.getString(Koppen.REDEN, null)))
                .forEach(alles::add);
          }
          return alles;
        });
  }

  /** Moves what this selector finds, however deep; not what is in somebody's hands. */
  void verplaats(String naam, String selector, String naar) {
    doe(beheer -> beheer.vraag(ResourceNames.QUEUE + naam, "moveMessages", selector, naar));
  }

  /** Messages that a reader would be given now, or holds; not what waits for a later attempt. */
  long gereed(String naam) {
    return met(beheer -> gereed(beheer, ResourceNames.QUEUE + naam));
  }

  /** As above, together; a queue that is not there has none. */
  long gereed(Collection<String> namen) {
    return met(
        beheer -> {
          long totaal = 0;
          for (String naam : namen) {
            if (beheer.bestaatQueue(naam)) {
              totaal += gereed(beheer, ResourceNames.QUEUE + naam);
            }
          }
          return totaal;
        });
  }

  private static long gereed(Gesprek beheer, String queue) throws Exception {
    return ((Number) beheer.vraag(queue, "getMessageCount")).longValue()
        - ((Number) beheer.vraag(queue, "getScheduledCount")).longValue();
  }

  /**
   * How far a partner can get at its queue.
   *
   * @param stil whether the queue gives nothing to anybody
   * @param open whether the account of the partner may read it
   */
  record Deur(boolean stil, boolean open) {}

  /** How it stands with these partners' queues, by their codes. */
  Map<String, Deur> deuren(Collection<Partner> partners) {
    return met(
        beheer -> {
          Map<String, Deur> deuren = new HashMap<>();
          for (Partner partner : partners) {
            if (beheer.bestaatQueue(partner.queue())) {
              deuren.put(partner.code(), deur(beheer, partner));
            }
          }
          return deuren;
        });
  }

  private static Deur deur(Gesprek beheer, Partner partner) throws Exception {
    boolean stil = (Boolean) beheer.vraag(ResourceNames.QUEUE + partner.queue(), "isPaused");
    String rollen = (String) beheer.vraag(ResourceNames.BROKER, "getRolesAsJSON", partner.queue());
    boolean open =
        JsonLoader.readArray(new StringReader(rollen)).stream()
            .map(JsonValue::asJsonObject)
            .anyMatch(
                rol ->
                    rol.getString("name").equals(partner.code())
                        && rol.getBoolean("consume", false));
    return new Deur(stil, open);
  }

  /** Lets a queue give nothing to who reads it, or give again; holds over a restart. */
  void pauzeer(String naam, boolean pauze) {
    doe(
        beheer -> {
          if (pauze) {
            beheer.vraag(ResourceNames.QUEUE + naam, "pause", true);
          } else {
            beheer.vraag(ResourceNames.QUEUE + naam, "resume");
          }
        });
  }

  private interface Werk<T> {
    T doe(Gesprek beheer) throws Exception;
  }

  private interface Daad {
    void doe(Gesprek beheer) throws Exception;
  }

  private void doe(Daad daad) {
    met(
        beheer -> {
          daad.doe(beheer);
          return null;
        });
  }

  private <T> T met(Werk<T> werk) {
    try (ServerLocator plaats = ActiveMQClient.createServerLocator(url);
        ClientSessionFactory verbinding = plaats.createSessionFactory();
        ClientSession session =
            verbinding.createSession(
                toegang.gebruiker(), toegang.wachtwoord(), false, true, true, false, 0)) {
      session.start();
      try (ClientRequestor vrager = new ClientRequestor(session, MANAGEMENT)) {
        return werk.doe(new Gesprek(session, vrager, geduld));
      }
    } catch (Exception e) {
      throw new BrokerNietBeheerd(e);
    }
  }

  /**
   * The broker did not do what the engine asked of its management. To who is served by it that is
   * what a failing call of JMS is: the broker is away.
   */
  static final class BrokerNietBeheerd extends UncategorizedJmsException {
    private static final long serialVersionUID = 1L;

    BrokerNietBeheerd(Throwable oorzaak) {
      super("De broker is niet te beheren: " + oorzaak.getMessage(), oorzaak);
    }
  }

  /** One session with the broker's management. */
  private static final class Gesprek {
    private final ClientSession session;
    private final ClientRequestor vrager;
    private final long geduld;

    Gesprek(ClientSession session, ClientRequestor vrager, long geduld) {
      this.session = session;
      this.vrager = vrager;
      this.geduld = geduld;
    }

    void queue(String naam, boolean eenLezer) throws Exception {
      adres(naam, RoutingType.ANYCAST);
      verklaar(
          QueueConfiguration.of(naam)
              .setAddress(naam)
              .setRoutingType(RoutingType.ANYCAST)
              .setExclusive(eenLezer));
    }

    void adres(String naam, RoutingType soort) throws Exception {
      if (bestaat(naam)) {
        return;
      }
      try {
        vraag(ResourceNames.BROKER, "createAddress", naam, soort.name());
      } catch (IllegalStateException e) {
        // Another engine may have been just before us.
        if (!bestaat(naam)) {
          throw e;
        }
      }
    }

    private boolean bestaat(String adres) throws ActiveMQException {
      return session.addressQuery(SimpleString.of(adres)).isExists();
    }

    void verklaar(QueueConfiguration queue) throws Exception {
      if (queue.getGroupBuckets() == null) {
        queue.setGroupBuckets(GROEPEN);
      }
      queue
          .setDurable(true)
          .setAutoCreated(false)
          .setAutoDelete(false)
          .setMaxConsumers(-1)
          .setPurgeOnNoConsumers(false);
      vraag(ResourceNames.BROKER, "createQueue", queue.toJSON(), true);
      vraag(ResourceNames.BROKER, "updateQueue", queue.toJSON());
    }

    /** Everything else at this address stays forbidden. */
    void rechten(String adres, String zenders, String lezers) throws Exception {
      vraag(
          ResourceNames.BROKER,
          "addSecuritySettings",
          adres,
          zenders,
          lezers,
          NIEMAND,
          NIEMAND,
          NIEMAND,
          NIEMAND,
          NIEMAND,
          ENGINE);
    }

    boolean bestaatQueue(String naam) throws ActiveMQException {
      return !naam.isEmpty() && session.queueQuery(SimpleString.of(naam)).isExists();
    }

    Optional<Long> aantal(String naam) throws ActiveMQException {
      QueueQuery queue = session.queueQuery(SimpleString.of(naam));
      return queue.isExists() ? Optional.of(queue.getMessageCount()) : Optional.empty();
    }

    Optional<Wachtrij> zoek(String naam) throws Exception {
      QueueQuery queue = session.queueQuery(SimpleString.of(naam));
      if (!queue.isExists()) {
        return Optional.empty();
      }
      // The answer to the query keeps the filter with which the queue was made; this is the one
      // now.
      Object filter = vraag(ResourceNames.QUEUE + naam, "getFilter");
      return Optional.of(
          new Wachtrij(
              naam,
              queue.getAddress().toString(),
              filter == null ? "" : filter.toString(),
              queue.getMessageCount()));
    }

    Stream<JsonObject> inHanden(String queue) throws Exception {
      return lijst(queue, "listDeliveringMessagesAsJSON")
          .flatMap(lezer -> lezer.getJsonArray("elements").stream())
          .map(JsonValue::asJsonObject);
    }

    boolean heeftIemand(String queue, UUID bericht) throws Exception {
      return inHanden(queue).anyMatch(een -> is(een, bericht));
    }

    /** What waits for its next attempt. */
    Stream<JsonObject> gepland(String queue) throws Exception {
      return lijst(queue, "listScheduledMessagesAsJSON");
    }

    private Stream<JsonObject> lijst(String queue, String wat) throws Exception {
      return JsonLoader.readArray(new StringReader((String) vraag(queue, wat))).stream()
          .map(JsonValue::asJsonObject);
    }

    Object vraag(String wie, String wat, Object... waarmee) throws Exception {
      ClientMessage vraag = session.createMessage(false);
      ManagementHelper.putOperationInvocation(vraag, wie, wat, waarmee);
      ClientMessage antwoord = vrager.request(vraag, geduld);
      if (antwoord == null) {
        throw new IllegalStateException(wat + ": geen antwoord binnen " + geduld + " ms");
      }
      Object uitkomst = ManagementHelper.getResult(antwoord);
      if (!ManagementHelper.hasOperationSucceeded(antwoord)) {
        throw new IllegalStateException(wat + ": " + uitkomst);
      }
      return uitkomst;
    }
  }
}
