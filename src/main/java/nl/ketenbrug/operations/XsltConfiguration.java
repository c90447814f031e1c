package nl.ketenbrug.operations;

import javax.xml.XMLConstants;
import net.sf.saxon.Configuration;
import net.sf.saxon.TransformerFactoryImpl;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.lib.StandardErrorReporter;
import nl.ketenbrug.enrichment.Gelezenboom;
import org.apache.camel.component.xslt.XsltComponent;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.context.annotation.Bean;

/**
 * XSLT 3.0 by Saxon, without reach to anything outside the message: no extension functions, no
 * network.
 */
@org.springframework.context.annotation.Configuration
class XsltConfiguration {

  @Bean
  XsltComponent xslt() {
    XsltComponent xslt = new Boomcomponent();
    xslt.setTransformerFactoryClass(TransformerFactoryImpl.class.getName());
    xslt.setTransformerFactoryConfigurationStrategy(
        (factory, endpoint) -> restrict((TransformerFactoryImpl) factory));
    return xslt;
  }

  static void restrict(TransformerFactoryImpl factory) {
    Configuration saxon = factory.getConfiguration();
    saxon.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
    // Stylesheets import each other by file; nothing may be fetched from elsewhere.
    saxon.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "file");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // Made when there is something to report: its buffer of 24 kB for each message is seldom used.
    saxon.setErrorReporterFactory(
        instellingen ->
            fout -> {
              StandardErrorReporter melder = new StandardErrorReporter();
              melder.setLogger(instellingen.getLogger());
              melder.report(fout);
            });
    Gelezenboom.maakGeschikt(saxon);
  }

  /** For calls to a source: none of our properties goes along as an HTTP header. */
  @Bean
  HeaderFilterStrategy geenKoppen() {
    return new HeaderFilterStrategy() {
      @Override
      public boolean applyFilterToCamelHeaders(
          String name, Object value, org.apache.camel.Exchange exchange) {
        return !name.equals("Content-Type");
      }

      @Override
      public boolean applyFilterToExternalHeaders(
          String name, Object value, org.apache.camel.Exchange exchange) {
        return true;
      }
    };
  }
}
