package nl.ketenbrug.operations;

import java.util.Optional;
import javax.xml.transform.Source;
import nl.ketenbrug.enrichment.Gelezenboom;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.component.xslt.XmlSourceHandlerFactoryImpl;
import org.apache.camel.component.xslt.XsltBuilder;
import org.apache.camel.component.xslt.XsltComponent;
import org.apache.camel.component.xslt.XsltEndpoint;

/**
 * Stylesheets as Camel has them, which get the document that an earlier step read from the very
 * same body; else the text is parsed, as always. An event is shaped for each profile from one
 * reading.
 */
final class Boomcomponent extends XsltComponent {

  @Override
  protected XsltEndpoint createXsltEndpoint(String uri) {
    return new XsltEndpoint(uri, this) {
      @Override
      protected XsltBuilder createXsltBuilder() throws Exception {
        XsltBuilder builder = super.createXsltBuilder();
        builder.setSourceHandlerFactory(new Boombron());
        return builder;
      }
    };
  }

  private static final class Boombron extends XmlSourceHandlerFactoryImpl {

    @Override
    public Source getSource(Exchange exchange, Expression source) throws Exception {
      Object body =
          source == null
              ? exchange.getMessage().getBody()
              : source.evaluate(exchange, Object.class);
      Optional<Source> gelezen = Gelezenboom.van(exchange, body);
      return gelezen.isPresent() ? gelezen.get() : super.getSource(exchange, source);
    }
  }
}
