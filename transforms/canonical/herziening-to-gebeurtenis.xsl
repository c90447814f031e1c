<?xml version="1.0" encoding="UTF-8"?>
<!--
  Van een HerzieneVaststelling (een dossier waarvan de beslagvrije voet opnieuw is bepaald) naar de gebeurtenis bvv-herzien; zonder
  Herziening is het de eerste vaststelling van het dossier en wordt het bvv-vastgesteld.
  Uitleg per veld: README.md.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <!-- Van hier komen BeslagvrijeVoet en het lezen van de berekening, met hun parameters. -->
  <xsl:import href="verrijking-to-gebeurtenissen.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="bvvGeregistreerd" as="xs:string" required="yes"/>
  <!-- De herziening waarin dit dossier aan de beurt was. -->
  <xsl:param name="herzieningId" as="xs:string" required="yes"/>

  <xsl:template match="/">
    <xsl:if test="empty(HerzieneVaststelling)">
      <xsl:message terminate="yes" error-code="KB-HERZIENING-INVOER">Alleen een HerzieneVaststelling wordt een gebeurtenis bvv-herzien.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="HerzieneVaststelling"/>
  </xsl:template>

  <xsl:template match="HerzieneVaststelling">
    <Gebeurtenis versie="1">
      <id><xsl:value-of select="$bvvBerichtId"/></id>
      <type><xsl:value-of select="'nl.beslagvrijevoet.' || (if (Herziening) then 'bvv-herzien' else 'bvv-vastgesteld')"/></type>
      <bron><xsl:value-of select="$bvvBronUrn"/></bron>
      <geregistreerd><xsl:value-of select="$bvvGeregistreerd"/></geregistreerd>
      <plaatsgevonden><xsl:value-of select="f:tekst('peildatum')"/></plaatsgevonden>
      <xsl:copy-of select="onderwerp" copy-namespaces="no"/>
      <correlatie><xsl:value-of select="$bvvBerichtId"/></correlatie>
      <oorzaak><xsl:value-of select="$herzieningId"/></oorzaak>
      <xsl:copy-of select="betrokkenen" copy-namespaces="no"/>
      <inhoud>
        <Vaststelling>
          <xsl:copy-of select="beslag" copy-namespaces="no"/>
          <Schuldenaar>
            <rol>schuldenaar</rol>
            <xsl:copy-of select="bsn, geheimhouding" copy-namespaces="no"/>
            <herkomst>
              <bron><xsl:value-of select="$bvvBronUrn"/></bron>
              <berichtId><xsl:value-of select="$bvvBerichtId"/></berichtId>
              <tijdstip><xsl:value-of select="$bvvGeregistreerd"/></tijdstip>
            </herkomst>
          </Schuldenaar>
          <xsl:call-template name="beslagvrije-voet"/>
          <xsl:copy-of select="Herziening" copy-namespaces="no"/>
        </Vaststelling>
      </inhoud>
    </Gebeurtenis>
  </xsl:template>
</xsl:stylesheet>
