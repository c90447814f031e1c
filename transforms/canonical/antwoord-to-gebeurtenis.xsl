<?xml version="1.0" encoding="UTF-8"?>
<!--
  Zet het canonieke antwoord van een bron (Personen, Inkomsten of Brongegevens) in de envelop van een gebeurtenis, voor een antwoord
  dat als bericht binnenkwam. Uitleg per veld: README.md.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <xsl:param name="onderwerp" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>

  <xsl:template match="/">
    <xsl:if test="empty((Personen, Inkomsten, Brongegevens))">
      <xsl:message terminate="yes" error-code="KB-ANTWOORD-VORM">Dit is geen canoniek antwoord van een bron.</xsl:message>
    </xsl:if>
    <Gebeurtenis versie="1">
      <id><xsl:value-of select="$berichtId"/></id>
      <type>nl.brongegevens.antwoord-ontvangen</type>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <geregistreerd><xsl:value-of select="$geregistreerd"/></geregistreerd>
      <plaatsgevonden><xsl:value-of select="$geregistreerd"/></plaatsgevonden>
      <onderwerp><xsl:value-of select="$onderwerp"/></onderwerp>
      <correlatie><xsl:value-of select="$berichtId"/></correlatie>
      <inhoud>
        <Bronantwoord>
          <xsl:copy-of select="*" copy-namespaces="no"/>
        </Bronantwoord>
      </inhoud>
    </Gebeurtenis>
  </xsl:template>
</xsl:stylesheet>
