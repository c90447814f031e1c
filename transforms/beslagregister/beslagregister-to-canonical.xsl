<?xml version="1.0" encoding="UTF-8"?>
<!--
  Beslagmutatie van het beslagregister naar een canonieke Gebeurtenis met een Beslaglegging.
  Uitleg per veld: README.md. Verwacht invoer die aan beslagregister-v1.xsd voldoet.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                xpath-default-namespace="urn:ketenbrug:bron:beslagregister:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>

  <xsl:param name="berichtId" as="xs:string" required="yes"/>
  <xsl:param name="bronUrn" as="xs:string" required="yes"/>
  <!-- De dossiersleutel: 64 hexadecimale tekens, nooit het burgerservicenummer. -->
  <xsl:param name="onderwerp" as="xs:string" required="yes"/>
  <!-- Tijdstip van vastlegging door Ketenbrug (dateTime). -->
  <xsl:param name="geregistreerd" as="xs:string" required="yes"/>
  <!-- Id van de gebeurtenis die wordt ingetrokken, wanneer het dossier die kent. -->
  <xsl:param name="intrekkingVan" as="xs:string" select="''"/>

  <xsl:mode on-no-match="deep-skip"/>

  <xsl:template match="/">
    <xsl:if test="empty(Beslagmutatie)">
      <xsl:message terminate="yes" error-code="KB-BESLAGREGISTER-VORM">Dit is geen Beslagmutatie van het beslagregister, versie 1.</xsl:message>
    </xsl:if>
    <xsl:apply-templates select="Beslagmutatie"/>
  </xsl:template>

  <xsl:template match="Beslagmutatie">
    <Gebeurtenis versie="1">
      <id><xsl:value-of select="$berichtId"/></id>
      <type><xsl:value-of select="f:gebeurtenistype(mutatiesoort)"/></type>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <geregistreerd><xsl:value-of select="$geregistreerd"/></geregistreerd>
      <plaatsgevonden><xsl:value-of select="f:plaatsgevonden(.)"/></plaatsgevonden>
      <onderwerp><xsl:value-of select="$onderwerp"/></onderwerp>
      <correlatie><xsl:value-of select="$berichtId"/></correlatie>
      <xsl:if test="mutatiesoort = 'ingetrokken' and $intrekkingVan ne ''">
        <intrekkingVan><xsl:value-of select="$intrekkingVan"/></intrekkingVan>
      </xsl:if>
      <betrokkenen>
        <xsl:for-each select="distinct-values((beslaglegger/oin, opdrachtgever/oin))">
          <oin><xsl:value-of select="."/></oin>
        </xsl:for-each>
      </betrokkenen>
      <inhoud>
        <Beslaglegging>
          <xsl:call-template name="beslag"/>
          <xsl:call-template name="vordering"/>
          <Schuldenaar>
            <rol>schuldenaar</rol>
            <xsl:apply-templates select="schuldenaar/*" mode="overnemen"/>
            <xsl:call-template name="herkomst"/>
          </Schuldenaar>
          <xsl:apply-templates select="coordinator, bvv"/>
        </Beslaglegging>
      </inhoud>
    </Gebeurtenis>
  </xsl:template>

  <xsl:template name="beslag">
    <Beslag>
      <xsl:apply-templates select="registratieId, mutatiesoort" mode="overnemen"/>
      <soort><xsl:value-of select="soortBeslag"/></soort>
      <xsl:apply-templates select="bronVanInkomen" mode="overnemen"/>
      <beslaglegger>
        <xsl:apply-templates select="beslaglegger/*" mode="overnemen"/>
      </beslaglegger>
      <xsl:apply-templates select="opdrachtgever, derdeBeslagene" mode="overnemen"/>
      <dagVanBeslag><xsl:value-of select="normalize-space(betekening/datum)"/></dagVanBeslag>
      <tijdVanBeslag><xsl:value-of select="betekening/tijd"/></tijdVanBeslag>
      <xsl:apply-templates select="rang, status" mode="overnemen"/>
      <xsl:call-template name="herkomst"/>
    </Beslag>
  </xsl:template>

  <xsl:template name="vordering">
    <Vordering>
      <xsl:apply-templates select="hoofdsom, rente, kosten, restant, preferentie, titel" mode="overnemen"/>
      <xsl:call-template name="herkomst"/>
    </Vordering>
  </xsl:template>

  <!-- Het register zegt alleen of deze beslaglegger coordineert; bij "nee" is niet bekend wie het wel doet. -->
  <xsl:template match="coordinator">
    <Coordinator>
      <isBeslaglegger><xsl:value-of select="indicatie = 'ja'"/></isBeslaglegger>
      <xsl:if test="indicatie = 'ja'">
        <xsl:apply-templates select="../beslaglegger/(oin, gerechtsdeurwaarderId)" mode="overnemen"/>
      </xsl:if>
      <xsl:apply-templates select="sinds" mode="overnemen"/>
      <xsl:call-template name="herkomst"/>
    </Coordinator>
  </xsl:template>

  <xsl:template match="bvv">
    <OpgegevenBeslagvrijeVoet>
      <xsl:apply-templates select="bedrag, periode, berekeningskenmerk, geldigTot" mode="overnemen"/>
      <xsl:call-template name="herkomst"/>
    </OpgegevenBeslagvrijeVoet>
  </xsl:template>

  <!-- Zelfde naam en opbouw in beide modellen. -->
  <xsl:template match="*" mode="overnemen">
    <xsl:element name="{local-name()}" namespace="urn:ketenbrug:invordering:1">
      <xsl:choose>
        <xsl:when test="*">
          <xsl:apply-templates select="*" mode="overnemen"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="normalize-space()"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <xsl:template name="herkomst">
    <herkomst>
      <bron><xsl:value-of select="$bronUrn"/></bron>
      <berichtId><xsl:value-of select="$berichtId"/></berichtId>
      <tijdstip><xsl:value-of select="$geregistreerd"/></tijdstip>
    </herkomst>
  </xsl:template>

  <xsl:function name="f:gebeurtenistype" as="xs:string">
    <xsl:param name="mutatiesoort" as="element(mutatiesoort)"/>
    <xsl:choose>
      <xsl:when test="$mutatiesoort = ('gelegd', 'gewijzigd', 'opgeheven', 'ingetrokken')">
        <xsl:sequence select="'nl.beslagregister.beslag-' || $mutatiesoort"/>
      </xsl:when>
      <xsl:when test="$mutatiesoort = 'overgedragen'">
        <xsl:sequence select="'nl.beslagregister.coordinerend-deurwaarder-gewijzigd'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:message terminate="yes" error-code="KB-BESLAGREGISTER-MUTATIESOORT">De mutatiesoort is niet bekend.</xsl:message>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Het beslag ligt er vanaf de betekening, de overdracht geldt vanaf "sinds"; van de rest kent het register alleen het mutatietijdstip. -->
  <xsl:function name="f:plaatsgevonden" as="xs:string">
    <xsl:param name="mutatie" as="element(Beslagmutatie)"/>
    <xsl:sequence select="
        normalize-space((
          $mutatie[mutatiesoort = 'gelegd']/betekening/datum,
          $mutatie[mutatiesoort = 'overgedragen']/coordinator/sinds,
          $mutatie/mutatietijdstip)[1])"/>
  </xsl:function>
</xsl:stylesheet>
