<?xml version="1.0" encoding="UTF-8"?>
<!--
  Van een Verrijking (beslag-gelegd, personen, inkomsten en berekening) naar twee gebeurtenissen: het verrijkte beslag en de
  vaststelling van de beslagvrije voet. Uitleg per veld: README.md. Hoe een berekening BeslagvrijeVoet wordt gebruikt ook
  herziening-to-gebeurtenis.xsl.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="bvvBerichtId" as="xs:string" required="yes"/>
  <xsl:param name="bvvBronUrn" as="xs:string" required="yes"/>
  <!-- Tijdstip waarop de vaststelling is vastgelegd; zonder opgave dat van het beslag, want beide ontstaan in een stap. -->
  <xsl:param name="bvvGeregistreerd" as="xs:string" select="string(/Verrijking/Gebeurtenis/geregistreerd)"/>

  <!-- De uitkomst van de berekening, met de namen van BeslagvrijeVoet. -->
  <xsl:variable name="uitkomst" as="element(bvv)?" select="/*/bvv"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:variable name="verrijking" select="Verrijking"/>
    <xsl:if test="not($verrijking/Gebeurtenis/type = 'nl.beslagregister.beslag-gelegd')">
      <xsl:message terminate="yes" error-code="KB-VERRIJKING-TYPE">Alleen een gebeurtenis beslag-gelegd kan worden verrijkt.</xsl:message>
    </xsl:if>
    <xsl:if test="not($verrijking/Gebeurtenis/inhoud/Beslaglegging/Schuldenaar/bsn = $verrijking/Schuldenaar/Persoon/bsn)">
      <xsl:message terminate="yes" error-code="KB-VERRIJKING-PERSOON">De opgehaalde persoon is niet de schuldenaar van dit beslag.</xsl:message>
    </xsl:if>
    <Gebeurtenissen>
      <xsl:apply-templates select="$verrijking/Gebeurtenis" mode="verrijkt"/>
      <xsl:apply-templates select="$verrijking/Gebeurtenis" mode="vaststelling"/>
    </Gebeurtenissen>
  </xsl:template>

  <!-- Het verrijkte beslag: dezelfde gebeurtenis, met meer inhoud. -->

  <xsl:template match="Gebeurtenis" mode="verrijkt">
    <Gebeurtenis versie="1">
      <xsl:copy-of select="id, type, bron, geregistreerd, plaatsgevonden, onderwerp, correlatie, oorzaak, correctieVan, intrekkingVan" copy-namespaces="no"/>
      <xsl:call-template name="betrokkenen"/>
      <inhoud>
        <xsl:apply-templates select="inhoud/Beslaglegging" mode="verrijkt"/>
      </inhoud>
    </Gebeurtenis>
  </xsl:template>

  <xsl:template match="Beslaglegging" mode="verrijkt">
    <xsl:variable name="verrijking" select="ancestor::Verrijking"/>
    <Beslaglegging>
      <xsl:copy-of select="Beslag, Vordering" copy-namespaces="no"/>
      <Schuldenaar>
        <xsl:sequence select="f:met-rol($verrijking/Schuldenaar/Persoon, 'schuldenaar')"/>
      </Schuldenaar>
      <xsl:for-each select="$verrijking/Partner/Persoon">
        <Partner><xsl:sequence select="f:met-rol(., 'partner')"/></Partner>
      </xsl:for-each>
      <xsl:for-each select="$verrijking/Kinderen/Persoon">
        <Kind><xsl:sequence select="f:met-rol(., 'kind')"/></Kind>
      </xsl:for-each>
      <xsl:for-each select="$verrijking/InkomstenSchuldenaar//Inkomstenverhouding">
        <Inkomstenverhouding><xsl:sequence select="f:met-rol(., 'schuldenaar')"/></Inkomstenverhouding>
      </xsl:for-each>
      <xsl:for-each select="$verrijking/InkomstenPartner//Inkomstenverhouding">
        <Inkomstenverhouding><xsl:sequence select="f:met-rol(., 'partner')"/></Inkomstenverhouding>
      </xsl:for-each>
      <xsl:copy-of select="Coordinator, OpgegevenBeslagvrijeVoet" copy-namespaces="no"/>
      <xsl:call-template name="beslagvrije-voet"/>
      <xsl:copy-of select="$verrijking/(InkomstenSchuldenaar, InkomstenPartner)/Inkomsten/melding" copy-namespaces="no"/>
    </Beslaglegging>
  </xsl:template>

  <!-- De vaststelling: volgt uit het beslag en noemt van de schuldenaar alleen wie het is. -->

  <xsl:template match="Gebeurtenis" mode="vaststelling">
    <Gebeurtenis versie="1">
      <id><xsl:value-of select="$bvvBerichtId"/></id>
      <type>nl.beslagvrijevoet.bvv-vastgesteld</type>
      <bron><xsl:value-of select="$bvvBronUrn"/></bron>
      <geregistreerd><xsl:value-of select="$bvvGeregistreerd"/></geregistreerd>
      <plaatsgevonden><xsl:value-of select="f:tekst('peildatum')"/></plaatsgevonden>
      <xsl:copy-of select="onderwerp, correlatie" copy-namespaces="no"/>
      <oorzaak><xsl:value-of select="id"/></oorzaak>
      <xsl:call-template name="betrokkenen"/>
      <inhoud>
        <Vaststelling>
          <beslag>
            <xsl:copy-of select="inhoud/Beslaglegging/Beslag/(registratieId, beslaglegger/dossierkenmerk)" copy-namespaces="no"/>
          </beslag>
          <Schuldenaar>
            <rol>schuldenaar</rol>
            <xsl:copy-of select="inhoud/Beslaglegging/Schuldenaar/(bsn, herkomst)" copy-namespaces="no"/>
          </Schuldenaar>
          <xsl:call-template name="beslagvrije-voet"/>
        </Vaststelling>
      </inhoud>
    </Gebeurtenis>
  </xsl:template>

  <!-- Alle partijen van het dossier, en wie de gebeurtenis zelf al noemde. -->
  <xsl:template name="betrokkenen">
    <betrokkenen>
      <xsl:for-each select="distinct-values((betrokkenen/oin, ancestor::Verrijking/betrokkenen/oin))">
        <oin><xsl:value-of select="."/></oin>
      </xsl:for-each>
    </betrokkenen>
  </xsl:template>

  <xsl:template name="beslagvrije-voet">
    <BeslagvrijeVoet>
      <bedrag><xsl:value-of select="f:cent('bedrag')"/></bedrag>
      <basis><xsl:value-of select="f:cent('basis')"/></basis>
      <plafond><xsl:value-of select="f:cent('plafond')"/></plafond>
      <peildatum><xsl:value-of select="f:tekst('peildatum')"/></peildatum>
      <leefsituatie><xsl:value-of select="f:tekst('leefsituatie')"/></leefsituatie>
      <geldigVan><xsl:value-of select="f:tekst('geldigVan')"/></geldigVan>
      <geldigTot><xsl:value-of select="f:tekst('geldigTot')"/></geldigTot>
      <!-- De kwitantie is tekst en blijft die tekst: zij moet tot op de cent en het teken kloppen. -->
      <xsl:copy-of select="$uitkomst/(rekenregelversie, cijfersbestand, kwitantie)" copy-namespaces="no"/>
      <herkomst>
        <bron><xsl:value-of select="$bvvBronUrn"/></bron>
        <berichtId><xsl:value-of select="$bvvBerichtId"/></berichtId>
        <tijdstip><xsl:value-of select="$bvvGeregistreerd"/></tijdstip>
      </herkomst>
    </BeslagvrijeVoet>
  </xsl:template>

  <xsl:function name="f:met-rol" as="element()+">
    <xsl:param name="object" as="element()"/>
    <xsl:param name="rol" as="xs:string"/>
    <rol><xsl:value-of select="$rol"/></rol>
    <xsl:copy-of select="$object/(* except rol)" copy-namespaces="no"/>
  </xsl:function>

  <!-- De velden van de uitkomst. -->

  <xsl:function name="f:cent" as="xs:string">
    <xsl:param name="sleutel" as="xs:string"/>
    <xsl:variable name="waarde" select="$uitkomst/*[local-name() = $sleutel]"/>
    <xsl:if test="not(matches($waarde, '^[0-9]{1,18}$'))">
      <xsl:message terminate="yes" error-code="KB-BVV-ONVOLLEDIG" expand-text="yes">In de uitkomst van de berekening ontbreekt {$sleutel} als geheel aantal eurocenten.</xsl:message>
    </xsl:if>
    <xsl:sequence select="string($waarde)"/>
  </xsl:function>

  <xsl:function name="f:tekst" as="xs:string">
    <xsl:param name="sleutel" as="xs:string"/>
    <xsl:variable name="waarde" select="$uitkomst/*[local-name() = $sleutel]"/>
    <xsl:if test="empty($waarde)">
      <xsl:message terminate="yes" error-code="KB-BVV-ONVOLLEDIG" expand-text="yes">In de uitkomst van de berekening ontbreekt {$sleutel}.</xsl:message>
    </xsl:if>
    <xsl:sequence select="string($waarde)"/>
  </xsl:function>
</xsl:stylesheet>
