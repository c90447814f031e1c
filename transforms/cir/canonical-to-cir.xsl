<?xml version="1.0" encoding="UTF-8"?>
<!-- Onze vraag aan een register dat niet naar personen laat vragen, in de woorden van het Centraal Insolventieregister. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.rechtspraak.nl/namespaces/cir01"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:if test="empty(Registervraag/*)">
      <xsl:message terminate="yes" error-code="KB-CIR-VRAAG">Alleen een Registervraag wordt een vraag aan het insolventieregister.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Registervraag/*"/>
  </xsl:template>

  <xsl:template match="gewijzigdSinds">
    <searchModifiedSince>
      <modifyDate><xsl:value-of select="."/></modifyDate>
    </searchModifiedSince>
  </xsl:template>

  <xsl:template match="verwijderdSinds">
    <searchRemovedSince>
      <modifyDate><xsl:value-of select="."/></modifyDate>
    </searchRemovedSince>
  </xsl:template>

  <xsl:template match="zaakVan">
    <getCase>
      <publicationNumber><xsl:value-of select="."/></publicationNumber>
    </getCase>
  </xsl:template>
</xsl:stylesheet>
