package nl.ketenbrug.simulator.suwinet;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Regeling.Wijze;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.ConfigurationConstants;
import org.apache.wss4j.common.WSS4JConstants;
import org.apache.wss4j.common.crypto.Crypto;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.common.ext.WSSecurityException;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.WSDataRef;
import org.apache.wss4j.dom.engine.WSSecurityEngineResult;
import org.apache.wss4j.dom.handler.HandlerAction;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.handler.WSHandlerConstants;
import org.apache.wss4j.dom.handler.WSHandlerResult;
import org.w3c.dom.Document;

/**
 * Profile 2W-be-S from the side of the broker: verifies the signature of a question and signs the
 * answer, with the confirmation of the signature it saw. Without keys it does neither. An answer
 * can be signed wrong on demand.
 */
public final class Beveiliging {

  private static final String KOPPEN = "To From MessageID Action RelatesTo";

  private final List<Interceptor<? extends Message>> inkomend;
  private final List<Interceptor<? extends Message>> uitgaand;

  private Beveiliging(
      List<Interceptor<? extends Message>> inkomend,
      List<Interceptor<? extends Message>> uitgaand) {
    this.inkomend = inkomend;
    this.uitgaand = uitgaand;
  }

  /** Reads the keys, which is slow on purpose, once for all services. */
  public static Beveiliging met(Proefsleutels sleutels) {
    return new Beveiliging(List.of(controleur(sleutels)), List.of(new Ondertekenaar(sleutels)));
  }

  /** Reads and writes unsigned messages. */
  public static Beveiliging geen() {
    return new Beveiliging(List.of(), List.of());
  }

  List<Interceptor<? extends Message>> inkomend() {
    return inkomend;
  }

  private static WSS4JInInterceptor controleur(Proefsleutels sleutels) {
    Merlin vertrouwd = new Merlin();
    vertrouwd.setTrustStore(sleutels.lees("vertrouwd"));
    Map<String, Object> opties = new HashMap<>();
    opties.put(ConfigurationConstants.ACTION, "Timestamp Signature");
    opties.put(ConfigurationConstants.SIG_VER_PROP_REF_ID, "vertrouwd");
    opties.put("vertrouwd", vertrouwd);
    opties.put(ConfigurationConstants.SIG_SUBJECT_CERT_CONSTRAINTS, ".*");
    opties.put("ws-security.enable.timestamp.cache", "false");
    return new WSS4JInInterceptor(opties);
  }

  List<Interceptor<? extends Message>> uitgaand() {
    return uitgaand;
  }

  /** Throws a SOAP fault when the question is not signed as the Transactiestandaard wants. */
  void controleer(SoapMessage message) {
    if (inkomend.isEmpty()) {
      return;
    }
    List<WSHandlerResult> uitkomsten =
        CastUtils.cast((List<?>) message.get(WSHandlerConstants.RECV_RESULTS));
    List<WSSecurityEngineResult> handtekeningen =
        uitkomsten.get(0).getActionResults().getOrDefault(WSConstants.SIGN, List.of());
    if (handtekeningen.size() != 1) {
      throw nietGeautoriseerd("niet precies een handtekening");
    }
    WSSecurityEngineResult handtekening = handtekeningen.get(0);
    if (!WSS4JConstants.RSA_SHA256.equals(
        handtekening.get(WSSecurityEngineResult.TAG_SIGNATURE_METHOD))) {
      throw nietGeautoriseerd("handtekening niet met SHA-256");
    }
    Set<String> gedekt = new HashSet<>();
    for (WSDataRef deel : delen(handtekening)) {
      if (WSS4JConstants.SHA256.equals(deel.getDigestAlgorithm())) {
        gedekt.add(deel.getName().getLocalPart());
      }
    }
    for (String deel : List.of("Body", "Timestamp", "To", "From", "MessageID", "Action")) {
      if (!gedekt.contains(deel)) {
        throw nietGeautoriseerd(deel + " is niet ondertekend");
      }
    }
    X509Certificate certificaat =
        (X509Certificate) handtekening.get(WSSecurityEngineResult.TAG_X509_CERTIFICATE);
    String from = message.getExchange().get(Adressering.class).from();
    String oin = from.replaceFirst(".*[?]oin=", "");
    // The attribute as the JDK writes it: its OID, and the value as DER in hexadecimal.
    String subject = certificaat.getSubjectX500Principal().getName("RFC1779");
    if (!subject.contains("OID.2.5.4.5=" + oin)) {
      throw nietGeautoriseerd("OIN van wsa:From is niet die van het certificaat");
    }
  }

  @SuppressWarnings("unchecked")
  private static List<WSDataRef> delen(WSSecurityEngineResult handtekening) {
    return (List<WSDataRef>) handtekening.get(WSSecurityEngineResult.TAG_DATA_REF_URIS);
  }

  private static RuntimeException nietGeautoriseerd(String toelichting) {
    return Suwifout.afnemer(Digikoppelingcode.NIET_GEAUTORISEERD, toelichting);
  }

  /** Chooses, per answer, how it is signed. */
  private static final class Ondertekenaar extends AbstractSoapInterceptor {

    private final Proefsleutels sleutels;
    private final WSS4JOutInterceptor goed;
    private final Map<Wijze, WSS4JOutInterceptor> vals = new EnumMap<>(Wijze.class);

    Ondertekenaar(Proefsleutels sleutels) {
      super(Phase.SETUP);
      this.sleutels = sleutels;
      this.goed = new WSS4JOutInterceptor(opties(sleutels.lees("broker"), "broker"));
    }

    @Override
    public void handleMessage(SoapMessage message) {
      Message vraag = message.getExchange().getInMessage();
      Wijze wijze = Bronfilter.wijze(Vraagcontrole.verzoek(vraag));
      if (wijze == Wijze.NIET_ONDERTEKEND) {
        return;
      }
      if (wijze == Wijze.ANDERE_BEVESTIGING) {
        verwissel(vraag);
      }
      message.getInterceptorChain().add(wijze == null ? goed : vals(wijze));
    }

    private synchronized WSS4JOutInterceptor vals(Wijze wijze) {
      return vals.computeIfAbsent(wijze, this::maak);
    }

    private WSS4JOutInterceptor maak(Wijze wijze) {
      Map<String, Object> opties = opties(sleutels.lees("broker"), "broker");
      switch (wijze) {
        case ANDER_OIN -> opties = opties(sleutels.vals(), Proefsleutels.VALS_OIN);
        case CERTIFICAAT_VERLOPEN -> opties = opties(sleutels.vals(), Proefsleutels.VALS_VERLOPEN);
        case CERTIFICAAT_ONBEKEND -> opties = opties(sleutels.vals(), Proefsleutels.VALS_ONBEKEND);
        case ADRESSERING_NIET_ONDERTEKEND -> {
          opties.put(
              ConfigurationConstants.SIGNATURE_PARTS,
              deel(WSS4JConstants.URI_SOAP11_ENV, "Body")
                  + deel(WSS4JConstants.WSU_NS, "Timestamp"));
          opties.remove(ConfigurationConstants.OPTIONAL_SIGNATURE_PARTS);
        }
        case SHA1 -> opties.put(ConfigurationConstants.SIG_ALGO, WSS4JConstants.RSA_SHA1);
        case ZONDER_BEVESTIGING ->
            opties.put(ConfigurationConstants.ENABLE_SIGNATURE_CONFIRMATION, "false");
        case VEROUDERD -> {
          return new Laat(opties);
        }
        default -> {
          return goed;
        }
      }
      return new WSS4JOutInterceptor(opties);
    }

    /** The confirmation repeats what stands here. */
    private static void verwissel(Message vraag) {
      List<WSHandlerResult> uitkomsten =
          CastUtils.cast((List<?>) vraag.get(WSHandlerConstants.RECV_RESULTS));
      for (WSSecurityEngineResult handtekening :
          uitkomsten.get(0).getActionResults().get(WSConstants.SIGN)) {
        handtekening.put(WSSecurityEngineResult.TAG_SIGNATURE_VALUE, new byte[256]);
      }
    }

    private static Map<String, Object> opties(KeyStore store, String alias) {
      Merlin crypto = new Merlin();
      crypto.setKeyStore(store);
      Map<String, Object> opties = new HashMap<>();
      opties.put(ConfigurationConstants.ACTION, "Timestamp Signature");
      opties.put(ConfigurationConstants.USER, alias);
      opties.put(ConfigurationConstants.SIG_PROP_REF_ID, "sleutels");
      opties.put("sleutels", (Crypto) crypto);
      opties.put(
          ConfigurationConstants.PW_CALLBACK_REF,
          (javax.security.auth.callback.CallbackHandler)
              callbacks -> {
                for (var callback : callbacks) {
                  ((WSPasswordCallback) callback).setPassword(Proefsleutels.WACHTWOORD);
                }
              });
      opties.put(ConfigurationConstants.SIG_KEY_ID, "DirectReference");
      opties.put(ConfigurationConstants.SIG_ALGO, WSS4JConstants.RSA_SHA256);
      opties.put(ConfigurationConstants.SIG_DIGEST_ALGO, WSS4JConstants.SHA256);
      opties.put(
          ConfigurationConstants.SIGNATURE_PARTS,
          deel(WSS4JConstants.URI_SOAP11_ENV, "Body") + deel(WSS4JConstants.WSU_NS, "Timestamp"));
      StringBuilder koppen = new StringBuilder();
      for (String kop : KOPPEN.split(" ")) {
        koppen.append(deel(Suwi.WSA, kop));
      }
      opties.put(ConfigurationConstants.OPTIONAL_SIGNATURE_PARTS, koppen.toString());
      opties.put(ConfigurationConstants.ENABLE_SIGNATURE_CONFIRMATION, "true");
      return opties;
    }

    private static String deel(String namespace, String naam) {
      return "{Element}{" + namespace + "}" + naam + ";";
    }
  }

  /** Lives an hour ago. */
  private static final class Laat extends WSS4JOutInterceptor {
    Laat(Map<String, Object> opties) {
      super(opties);
    }

    @Override
    protected void doSenderAction(
        Document document, RequestData data, List<HandlerAction> acties, boolean vraag)
        throws WSSecurityException {
      Instant toen = data.getWssConfig().getCurrentTime().now().minus(Duration.ofHours(1));
      data.getWssConfig().setCurrentTime(() -> toen);
      super.doSenderAction(document, data, acties, vraag);
    }
  }
}
