<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord UWVPersoonsArbeidsbeperktenInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:ab="http://bkwi.nl/SuwiML/Diensten/UWVDossierQuotumArbeidsbeperktenGSD/v0300"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('ab:UWVPersoonsArbeidsbeperktenInfoResponse')"/>

  <xsl:template match="ab:UWVPersoonsArbeidsbeperktenInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi" mode="objecten"/>
  </xsl:template>

  <xsl:template match="ClientSuwi" mode="objecten">
    <Arbeidsbeperking>
      <xsl:sequence select="s:datum('eindeRegistratie', LdrRegistratieWbQa/DatELdrRegistratieWbQa)"/>
      <xsl:for-each select="GrondslagArbeidsbeperktheid">
        <grondslag>
          <xsl:sequence select="
              s:tekst('code', CdGrondslagArbeidsbeperktheid),
              s:datum('begin', DatBGrondslagArbeidsbeperktheid),
              s:datum('einde', DatEGrondslagArbeidsbeperktheid)"/>
        </grondslag>
      </xsl:for-each>
      <xsl:sequence select="s:herkomst()"/>
    </Arbeidsbeperking>
  </xsl:template>
</xsl:stylesheet>
