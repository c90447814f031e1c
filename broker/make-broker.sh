#!/bin/sh
# Makes an instance of a standalone broker from the Apache Artemis distribution.
#
#   ARTEMIS_HOME=/opt/apache-artemis sh broker/make-broker.sh INSTANCE
#
# KETENBRUG_PLUGIN                  the plugin jar; without it target/ketenbrug-brokerplugin.jar
# KETENBRUG_BROKER_SLEUTELBOS       PKCS #12 with key and certificate of the broker: then it listens for TLS too
# KETENBRUG_BROKER_SLEUTELWACHTWOORD   opens it; kept in etc/broker.properties, which only its owner reads
# KETENBRUG_BROKER_TLS_PORT         61617; KETENBRUG_BROKER_TLS_HOST 127.0.0.1
# KETENBRUG_BROKER_ANDER            host:port of the other one: then it is half of a pair (src/docs/broker-pair.md); beside a
#                                   SLEUTELBOS its port for TLS, by which the two then talk, with
# KETENBRUG_BROKER_VERTROUWD        PKCS #12 of the authority of both, opened by KETENBRUG_BROKER_VERTROUWDWACHTWOORD, and always with
# KETENBRUG_BROKER_PAARGEHEIM       the password by which the two know each other, the same at both
# KETENBRUG_BROKER_SLOTEN           a folder that both see, as an absolute path, with locks that hold between them
# KETENBRUG_BROKER_SLOTEN_GEDEELD   true when the other one is on another machine and sees that folder too; or
# KETENBRUG_BROKER_ZOOKEEPER        host:port,host:port,host:port of ZooKeeper
# Accounts are made afterwards: java -jar ketenbrug.jar broker-account INSTANCE NAME
set -eu
# The journal holds the bodies of messages: no other account of the machine reads them.
umask 077

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
plugin=${KETENBRUG_PLUGIN:-$here/../target/ketenbrug-brokerplugin.jar}
instance=${1:-}

fail() {
  echo "$1" >&2
  exit 2
}

[ -n "$instance" ] || fail "Usage: ARTEMIS_HOME=... sh $0 INSTANCE"
[ -x "${ARTEMIS_HOME:-}/bin/artemis" ] || fail "ARTEMIS_HOME is not the folder of an Apache Artemis distribution."
[ -f "$plugin" ] || fail "There is no plugin $plugin (mvn package makes it; KETENBRUG_PLUGIN names another place)."
# The start files of the distribution, and Java's options in them, break paths at blanks.
case $instance in
  /*) whole=$instance ;;
  *) whole=$(pwd)/$instance ;;
esac
for path in "$whole" "${KETENBRUG_BROKER_SLOTEN:-}" "${KETENBRUG_BROKER_ANDER:-}" "${KETENBRUG_BROKER_ZOOKEEPER:-}"; do
  case $path in
    *[!A-Za-z0-9._/:,@+-]*) fail "Only letters, digits and ._/:,@+- may be in $path." ;;
  esac
done
[ ! -e "$instance/etc/broker.xml" ] || fail "$instance is an instance already; nothing was changed."
[ -z "${KETENBRUG_BROKER_SLEUTELBOS:-}" ] || [ -f "$KETENBRUG_BROKER_SLEUTELBOS" ] || fail "There is no $KETENBRUG_BROKER_SLEUTELBOS."

other=${KETENBRUG_BROKER_ANDER:-}
if [ -n "$other" ]; then
  [ "${other%:*}" != "$other" ] || fail "KETENBRUG_BROKER_ANDER is host:port."
  [ -n "${KETENBRUG_BROKER_PAARGEHEIM:-}" ] || fail "A pair needs KETENBRUG_BROKER_PAARGEHEIM, the same at both."
  case ${KETENBRUG_BROKER_TLS_HOST:-} in
    0.0.0.0 | ::) fail "A broker of a pair needs an address that the other one and the engines can reach." ;;
  esac
  case ${KETENBRUG_BROKER_SLOTEN:-/} in
    /*) ;;
    *) fail "KETENBRUG_BROKER_SLOTEN is an absolute path." ;;
  esac
  [ -z "${KETENBRUG_BROKER_SLEUTELBOS:-}" ] || [ -f "${KETENBRUG_BROKER_VERTROUWD:-}" ] ||
    fail "A pair with TLS needs KETENBRUG_BROKER_VERTROUWD, by which each knows the other."
  [ -d "${KETENBRUG_BROKER_SLOTEN:-}" ] || [ -n "${KETENBRUG_BROKER_ZOOKEEPER:-}" ] ||
    fail "A pair needs KETENBRUG_BROKER_SLOTEN, a folder that both see, or KETENBRUG_BROKER_ZOOKEEPER."
fi

# In a file of properties a backslash and a blank at the beginning are not themselves.
value() {
  printf %s "$1" | sed 's/\\/\\\\/g; s/^ /\\ /'
}

# The account that the distribution insists on is replaced below; nobody knows its password.
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
"$ARTEMIS_HOME/bin/artemis" create --silent --user nobody --password "$password" --role nobody \
  --require-login --no-web --no-autotune --nio "$instance" > /dev/null

instance=$(CDPATH= cd -- "$instance" && pwd)
cp "$here/broker.xml" "$here/login.config" "$instance/etc/"
mkdir -p "$instance/lib"
cp "$plugin" "$instance/lib/ketenbrug-brokerplugin.jar"
: > "$instance/etc/artemis-users.properties"
: > "$instance/etc/artemis-roles.properties"
: > "$instance/etc/broker.properties"
chmod 600 "$instance/etc/artemis-users.properties" "$instance/etc/broker.properties"

if [ -n "${KETENBRUG_BROKER_SLEUTELBOS:-}" ]; then
  cp "$KETENBRUG_BROKER_SLEUTELBOS" "$instance/etc/broker.p12"
  chmod 600 "$instance/etc/broker.p12"
  cat >> "$instance/etc/broker.properties" <<TLS
acceptorConfigurations.partners-tls.factoryClassName=org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory
acceptorConfigurations.partners-tls.params.host=${KETENBRUG_BROKER_TLS_HOST:-127.0.0.1}
acceptorConfigurations.partners-tls.params.port=${KETENBRUG_BROKER_TLS_PORT:-61617}
acceptorConfigurations.partners-tls.params.protocols=AMQP,CORE
acceptorConfigurations.partners-tls.params.sslEnabled=true
acceptorConfigurations.partners-tls.params.enabledProtocols=TLSv1.2,TLSv1.3
acceptorConfigurations.partners-tls.params.keyStoreType=PKCS12
acceptorConfigurations.partners-tls.params.keyStorePath=$instance/etc/broker.p12
acceptorConfigurations.partners-tls.params.keyStorePassword=$(value "${KETENBRUG_BROKER_SLEUTELWACHTWOORD:-}")
acceptorConfigurations.partners-tls.extraParams.amqpDuplicateDetection=true
acceptorConfigurations.partners-tls.extraParams.saslMechanisms=PLAIN
TLS
fi

if [ -n "$other" ]; then
  cp "$here/paar.properties" "$instance/etc/"
  printf 'clusterPassword=%s\n' "$(value "$KETENBRUG_BROKER_PAARGEHEIM")" >> "$instance/etc/broker.properties"
  if [ -n "${KETENBRUG_BROKER_ZOOKEEPER:-}" ]; then
    sed '/distributedManagerConfiguration/d' "$here/paar.properties" > "$instance/etc/paar.properties"
    cat >> "$instance/etc/paar.properties" <<ZOOKEEPER
HAPolicyConfiguration.distributedManagerConfiguration.className=org.apache.activemq.artemis.lockmanager.zookeeper.CuratorDistributedLockManager
HAPolicyConfiguration.distributedManagerConfiguration.properties.connect-string=$KETENBRUG_BROKER_ZOOKEEPER
ZOOKEEPER
  fi
  if [ -n "${KETENBRUG_BROKER_SLEUTELBOS:-}" ]; then
    cp "$KETENBRUG_BROKER_VERTROUWD" "$instance/etc/vertrouwd.p12"
    # Clients are told these addresses, so no place of a file stands in them: each side has its own.
    cat >> "$instance/etc/broker.properties" <<TLS
connectorConfigurations.zelf.params.host=${KETENBRUG_BROKER_TLS_HOST:-127.0.0.1}
connectorConfigurations.zelf.params.port=${KETENBRUG_BROKER_TLS_PORT:-61617}
connectorConfigurations.zelf.params.sslEnabled=true
connectorConfigurations.ander.params.sslEnabled=true
TLS
    # Java reads these from a file, for everybody sees a command line. As settings of the connectors they would be told to every client.
    : > "$instance/etc/vertrouwd.jvm"
    chmod 600 "$instance/etc/vertrouwd.jvm" "$instance/etc/vertrouwd.p12"
    trusted=$(printf %s "${KETENBRUG_BROKER_VERTROUWDWACHTWOORD:-}" | sed 's/[\\"]/\\&/g')
    cat >> "$instance/etc/vertrouwd.jvm" <<TRUST
-Dorg.apache.activemq.ssl.trustStore=$instance/etc/vertrouwd.p12
-Dorg.apache.activemq.ssl.trustStoreType=PKCS12
"-Dorg.apache.activemq.ssl.trustStorePassword=$trusted"
TRUST
    printf '\nJAVA_ARGS="$JAVA_ARGS @%s/etc/vertrouwd.jvm"\n' "$instance" >> "$instance/etc/artemis.profile"
  fi
  cat >> "$instance/etc/artemis.profile" <<PAIR

JAVA_ARGS="\$JAVA_ARGS -Dketenbrug.broker.ander.host=${other%:*} -Dketenbrug.broker.ander.port=${other##*:}"
JAVA_ARGS="\$JAVA_ARGS -Dketenbrug.broker.sloten=${KETENBRUG_BROKER_SLOTEN:-}"
JAVA_ARGS="\$JAVA_ARGS -Dketenbrug.broker.sloten-gedeeld=${KETENBRUG_BROKER_SLOTEN_GEDEELD:-false}"
PAIR
fi

cat >> "$instance/etc/artemis.profile" <<'PROFILE'

# Ketenbrug: what differs per machine in etc/broker.xml.
JAVA_ARGS="$JAVA_ARGS -Dketenbrug.broker.host=${KETENBRUG_BROKER_HOST:-127.0.0.1}"
JAVA_ARGS="$JAVA_ARGS -Dketenbrug.broker.port=${KETENBRUG_BROKER_PORT:-61616}"
JAVA_ARGS="$JAVA_ARGS -Dketenbrug.broker.min-disk-free=${KETENBRUG_BROKER_MIN_DISK_FREE:-2GB}"
JAVA_ARGS="$JAVA_ARGS -Dketenbrug.broker.critical-policy=HALT"
PROFILE

echo "Made $instance. Next: an account for the engine (ketenbrug), for each source and each partner;"
echo "then sh $here/start-broker.sh $instance"
