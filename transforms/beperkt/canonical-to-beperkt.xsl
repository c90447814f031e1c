<?xml version="1.0" encoding="UTF-8"?>
<!--
  Profiel beperkt: dat er beslag ligt, op wat, van wie, met welke rang en welke beslagvrije voet. Geen namen van personen, geen
  adres, inkomen, gezin, vordering of kwitantie. Elk veld staat hieronder bij naam; iets anders kan niet mee.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:profiel:beperkt:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:variable name="gebeurtenistypen" as="xs:string+" select="
      'nl.beslagregister.beslag-gelegd',
      'nl.beslagregister.beslag-gewijzigd',
      'nl.beslagregister.beslag-opgeheven',
      'nl.beslagregister.beslag-ingetrokken',
      'nl.beslagregister.coordinerend-deurwaarder-gewijzigd',
      'nl.beslagvrijevoet.bvv-vastgesteld',
      'nl.beslagvrijevoet.bvv-herzien',
      'nl.beslagvrijevoet.termijn-verstreken'"/>

  <xsl:template match="/">
    <xsl:if test="not(Gebeurtenis/type = $gebeurtenistypen)">
      <xsl:message terminate="yes" error-code="KB-PROFIEL-TYPE">Het profiel beperkt kent dit gebeurtenistype niet.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Gebeurtenis"/>
  </xsl:template>

  <xsl:template match="Gebeurtenis">
    <Gebeurtenis versie="1">
      <xsl:sequence select="f:velden((id, type, bron, geregistreerd, plaatsgevonden, onderwerp, correlatie, oorzaak, correctieVan, intrekkingVan))"/>
      <xsl:apply-templates select="inhoud/*"/>
    </Gebeurtenis>
  </xsl:template>

  <xsl:template match="Beslaglegging">
    <xsl:apply-templates select="Schuldenaar, Beslag, Coordinator, (BeslagvrijeVoet, OpgegevenBeslagvrijeVoet)[1]"/>
  </xsl:template>

  <xsl:template match="Vaststelling">
    <xsl:apply-templates select="Schuldenaar, beslag, BeslagvrijeVoet, Herziening"/>
  </xsl:template>

  <xsl:template match="Coordinatie">
    <xsl:apply-templates select="Schuldenaar, beslag, Coordinator"/>
  </xsl:template>

  <xsl:template match="Termijn">
    <xsl:apply-templates select="Schuldenaar, Verstreken/beslag"/>
    <verstreken>
      <xsl:sequence select="f:velden(Verstreken/(soort, datum, betreft))"/>
    </verstreken>
  </xsl:template>

  <xsl:template match="Schuldenaar">
    <schuldenaar>
      <xsl:sequence select="f:velden((bsn, kvkNummer, rsin, geheimhouding))"/>
    </schuldenaar>
  </xsl:template>

  <xsl:template match="Beslag">
    <beslag>
      <xsl:sequence select="f:velden((registratieId, soort, dagVanBeslag, rang, status))"/>
      <beslaglegger>
        <xsl:sequence select="f:velden(beslaglegger/(oin, gerechtsdeurwaarderId))"/>
      </beslaglegger>
      <xsl:for-each select="derdeBeslagene">
        <derdeBeslagene>
          <xsl:sequence select="f:velden((loonheffingennummer, kvkNummer, naam))"/>
        </derdeBeslagene>
      </xsl:for-each>
    </beslag>
  </xsl:template>

  <!-- Bij een vaststelling alleen bij welk beslag zij hoort. -->
  <xsl:template match="beslag">
    <beslag>
      <xsl:sequence select="f:velden(registratieId)"/>
    </beslag>
  </xsl:template>

  <xsl:template match="Coordinator">
    <coordinator>
      <xsl:sequence select="f:velden((isBeslaglegger, oin, gerechtsdeurwaarderId, sinds))"/>
    </coordinator>
  </xsl:template>

  <!-- Per maand, door de keten vastgesteld. -->
  <xsl:template match="BeslagvrijeVoet">
    <beslagvrijeVoet>
      <wijze>vastgesteld</wijze>
      <xsl:sequence select="f:velden(bedrag)"/>
      <periode>maand</periode>
      <xsl:sequence select="f:velden((geldigVan, geldigTot))"/>
    </beslagvrijeVoet>
  </xsl:template>

  <!-- Door de beslaglegger opgegeven; alleen zolang er geen vaststelling bij staat. -->
  <xsl:template match="OpgegevenBeslagvrijeVoet">
    <beslagvrijeVoet>
      <wijze>opgegeven</wijze>
      <xsl:sequence select="f:velden((bedrag, periode, geldigTot))"/>
    </beslagvrijeVoet>
  </xsl:template>

  <xsl:template match="Herziening">
    <herziening>
      <vervangt><xsl:value-of select="vervangt/berichtId"/></vervangt>
      <xsl:sequence select="f:velden(ingangsdatum)"/>
    </herziening>
  </xsl:template>

  <!-- Enkelvoudige velden onder hun eigen naam, in de naamruimte van het profiel. Een samengesteld element levert nooit iets op. -->
  <xsl:function name="f:velden" as="element()*">
    <xsl:param name="velden" as="element()*"/>
    <xsl:for-each select="$velden[not(*)]">
      <xsl:element name="{local-name()}" namespace="urn:ketenbrug:profiel:beperkt:1">
        <xsl:value-of select="."/>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
