package nl.ketenbrug.intake;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.transform.Source;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import org.xml.sax.InputSource;

/**
 * Makes what a source hears at the door in the source's own form, by the stylesheet that its file
 * names.
 */
public final class Bevestigingen {

  private final Path map;
  private final Processor saxon = new Processor(false);
  private final Map<String, XsltExecutable> stylesheets = new ConcurrentHashMap<>();

  /**
   * @param map folder below which the stylesheets stand
   */
  public Bevestigingen(Path map) {
    this.map = map;
    saxon.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
    saxon.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "file");
  }

  /** The answer to a message that was accepted. @param bericht as it came */
  public String aangenomen(Bron bron, byte[] bericht, BerichtId id, Instant moment) {
    return maak(bron, bericht, id, moment, "", "");
  }

  /** The answer to a message that was refused. @param bericht as it came; it may be no XML */
  public String geweigerd(
      Bron bron, byte[] bericht, BerichtId id, Instant moment, GeweigerdBericht reden) {
    return maak(bron, bericht, id, moment, reden.code(), reden.getMessage());
  }

  private String maak(
      Bron bron, byte[] bericht, BerichtId id, Instant moment, String code, String uitleg) {
    Map<QName, XdmValue> parameters = new HashMap<>();
    parameters.put(new QName("berichtId"), new XdmAtomicValue(id.toString()));
    parameters.put(new QName("tijdstip"), new XdmAtomicValue(moment.toString()));
    parameters.put(new QName("code"), new XdmAtomicValue(code));
    parameters.put(new QName("uitleg"), new XdmAtomicValue(uitleg));
    try {
      Xslt30Transformer transformer =
          stylesheets.computeIfAbsent(bron.kennisgevingen().bevestiging(), this::compile).load30();
      transformer.setStylesheetParameters(parameters);
      XdmNode document = lees(bericht);
      transformer.setGlobalContextItem(document);
      java.io.StringWriter uit = new java.io.StringWriter();
      transformer.applyTemplates(document, transformer.newSerializer(uit));
      return uit.toString();
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Bron " + bron.naam() + " kan niet worden geantwoord", e);
    }
  }

  /** Who sends nonsense still gets an answer: then about a message without a number. */
  private XdmNode lees(byte[] bericht) throws SaxonApiException {
    Source bron =
        new SAXSource(XmlLezer.reader(), new InputSource(new ByteArrayInputStream(bericht)));
    try {
      return saxon.newDocumentBuilder().build(bron);
    } catch (SaxonApiException onleesbaar) {
      return saxon.newDocumentBuilder().build(new StreamSource(new StringReader("<onleesbaar/>")));
    }
  }

  private XsltExecutable compile(String pad) {
    try {
      return saxon.newXsltCompiler().compile(map.resolve(pad).toFile());
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Stylesheet " + pad + " is niet te gebruiken", e);
    }
  }
}
