<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Signaalvraag naar een verzoek aan de Mutatieservice. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns="urn:ketenbrug:jsonvraag:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:if test="empty(Signaalvraag/*)">
      <xsl:message terminate="yes" error-code="KB-HANDELSREGISTER-VRAAG">Alleen een Signaalvraag wordt een vraag aan het handelsregister.</xsl:message>
    </xsl:if>
    <Jsonvraag>
      <xsl:apply-templates select="Signaalvraag/*"/>
      <xsl:copy-of select="Signaalvraag"/>
    </Jsonvraag>
  </xsl:template>

  <xsl:template match="abonnementen">
    <haal pad="/abonnementen"/>
  </xsl:template>

  <!-- In UTC en op de seconde: vroeger mag, later niet. -->
  <xsl:template match="bladzijde">
    <haal pad="/abonnementen/{{}}">
      <plaats><xsl:value-of select="abonnement"/></plaats>
      <zoek naam="vanaf"><xsl:value-of select="
          format-dateTime(adjust-dateTime-to-timezone(xs:dateTime(vanaf), xs:dayTimeDuration('PT0H')), '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]Z')"/></zoek>
      <zoek naam="pagina"><xsl:value-of select="nummer"/></zoek>
      <zoek naam="aantal"><xsl:value-of select="signalen"/></zoek>
    </haal>
  </xsl:template>

  <xsl:template match="signaal">
    <haal pad="/abonnementen/{{}}/signalen/{{}}">
      <plaats><xsl:value-of select="abonnement"/></plaats>
      <plaats><xsl:value-of select="kenmerk"/></plaats>
    </haal>
  </xsl:template>
</xsl:stylesheet>
