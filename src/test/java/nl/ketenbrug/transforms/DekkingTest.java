package nl.ketenbrug.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmDestination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measure itself: it sees what was entered, and what was not. */
class DekkingTest {

  @Test
  void namesExactlyTheTemplatesAndFunctionsThatNothingEntered(@TempDir Path map) throws Exception {
    Path stylesheet =
        Files.writeString(
            map.resolve("proef.xsl"),
            """
            <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:p="urn:proef">
              <xsl:template name="begin"><xsl:apply-templates select="p:knoop()"/></xsl:template>
              <xsl:template match="geraakt">ja</xsl:template>
              <xsl:template
                  match="gemist"
                  mode="anders">nee</xsl:template>
              <xsl:function name="p:knoop"><geraakt/></xsl:function>
              <xsl:function name="p:nooit"><geraakt/></xsl:function>
              <xsl:template name="ongeroepen"/>
            </xsl:stylesheet>
            """);
    Dekking dekking = new Dekking();

    dekking.bijhouden(
        Transforms.SAXON,
        () -> {
          var run = Transforms.SAXON.newXsltCompiler().compile(stylesheet.toFile()).load30();
          run.callTemplate(new QName("begin"), new XdmDestination());
          return null;
        });

    assertThat(Dekking.alle(List.of(stylesheet))).hasSize(6);
    assertThat(dekking.ongeraakt(List.of(stylesheet)))
        .extracting(Dekking.Sjabloon::naam)
        .containsExactly("gemist #anders", "p:nooit", "ongeroepen");
  }
}
