#!/bin/sh
# Makes an instance of a standalone broker from the Apache Artemis distribution.
#
#   ARTEMIS_HOME=/opt/apache-artemis sh broker/make-broker.sh INSTANCE
#
# KETENBRUG_PLUGIN                  the plugin jar; without it target/ketenbrug-brokerplugin.jar
# KETENBRUG_BROKER_SLEUTELBOS       PKCS #12 with key and certificate of the broker: then it listens for TLS too
# KETENBRUG_BROKER_SLEUTELWACHTWOORD   opens it; kept in etc/broker.properties, which only its owner reads
# KETENBRUG_BROKER_TLS_PORT         61617; KETENBRUG_BROKER_TLS_HOST 127.0.0.1
# Accounts are made afterwards: java -jar ketenbrug.jar broker-account INSTANCE NAME
set -eu

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
[ ! -e "$instance/etc/broker.xml" ] || fail "$instance is an instance already; nothing was changed."

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
  [ -f "$KETENBRUG_BROKER_SLEUTELBOS" ] || fail "There is no $KETENBRUG_BROKER_SLEUTELBOS."
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
acceptorConfigurations.partners-tls.params.keyStorePassword=${KETENBRUG_BROKER_SLEUTELWACHTWOORD:-}
acceptorConfigurations.partners-tls.extraParams.amqpDuplicateDetection=true
acceptorConfigurations.partners-tls.extraParams.saslMechanisms=PLAIN
TLS
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
