package nl.ketenbrug.source;

import jakarta.xml.soap.SOAPMessage;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import nl.ketenbrug.message.Oin;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.interceptor.Interceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.ConfigurationConstants;
import org.apache.wss4j.common.WSS4JConstants;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.w3c.dom.NodeList;

/**
 * Signs a question by profile 2W-be-S: Body, the headers of WS-Addressing and Timestamp in one
 * signature, RSA with SHA-256, exclusive C14N, the certificate sent along as BinarySecurityToken
 * and referred to directly (WB004, WB007, WB009, WB010; SIGN001).
 */
final class Ondertekening {

  private static final String CRYPTO = "ketenbrug.sleutels";

  private static final String DELEN =
      deel(WSS4JConstants.URI_SOAP11_ENV, "Body")
          + deel(WSS4JConstants.WSU_NS, "Timestamp")
          + deel(Vraagadressering.WSA, "To")
          + deel(Vraagadressering.WSA, "From")
          + deel(Vraagadressering.WSA, "MessageID")
          + deel(Vraagadressering.WSA, "Action");

  private Ondertekening() {}

  /** The interceptors that sign, and keep the value of the signature for the answer. */
  static List<Interceptor<? extends Message>> namens(
      Oin afnemer, Sleutelbos sleutels, SuwinetSettings settings) {
    Map<String, Object> opties = new HashMap<>();
    opties.put(
        ConfigurationConstants.ACTION,
        ConfigurationConstants.TIMESTAMP + " " + ConfigurationConstants.SIGNATURE);
    opties.put(ConfigurationConstants.USER, sleutels.alias(afnemer));
    opties.put(ConfigurationConstants.SIG_PROP_REF_ID, CRYPTO);
    opties.put(CRYPTO, sleutels.ondertekenen());
    opties.put(ConfigurationConstants.PW_CALLBACK_REF, wachtwoord(sleutels.wachtwoord()));
    opties.put(ConfigurationConstants.SIG_KEY_ID, "DirectReference");
    // The issuing certificate is known to both sides.
    opties.put(ConfigurationConstants.USE_SINGLE_CERTIFICATE, "true");
    opties.put(ConfigurationConstants.SIG_ALGO, WSS4JConstants.RSA_SHA256);
    opties.put(ConfigurationConstants.SIG_DIGEST_ALGO, WSS4JConstants.SHA256);
    opties.put(ConfigurationConstants.SIG_C14N_ALGO, WSS4JConstants.C14N_EXCL_OMIT_COMMENTS);
    opties.put(ConfigurationConstants.SIGNATURE_PARTS, DELEN);
    opties.put(ConfigurationConstants.MUST_UNDERSTAND, "true");
    opties.put(ConfigurationConstants.TTL_TIMESTAMP, Integer.toString(settings.geldigheid()));
    return List.of(new WSS4JOutInterceptor(opties), new Waarde());
  }

  static CallbackHandler wachtwoord(String wachtwoord) {
    return callbacks -> {
      for (var callback : callbacks) {
        ((WSPasswordCallback) callback).setPassword(wachtwoord);
      }
    };
  }

  private static String deel(String namespace, String naam) {
    return "{Element}{" + namespace + "}" + naam + ";";
  }

  /** Runs after the signing, on the same document. */
  private static final class Waarde extends AbstractSoapInterceptor {
    Waarde() {
      super(Phase.POST_PROTOCOL);
      addAfter(WSS4JOutInterceptor.class.getName() + "$WSS4JOutInterceptorInternal");
    }

    @Override
    public void handleMessage(SoapMessage message) {
      NodeList waarden =
          message
              .getContent(SOAPMessage.class)
              .getSOAPPart()
              .getElementsByTagNameNS(WSS4JConstants.SIG_NS, "SignatureValue");
      if (waarden.getLength() != 1) {
        throw new IllegalStateException(
            "Een vraag aan Suwinet is niet precies een keer ondertekend");
      }
      Gesprek.van(message)
          .ondertekendMet(Base64.getMimeDecoder().decode(waarden.item(0).getTextContent()));
    }
  }
}
