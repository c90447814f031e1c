#!/bin/sh
# Runs a broker made by make-broker.sh, until it is told to stop (SIGTERM).
#
#   sh broker/start-broker.sh INSTANCE
#
# KETENBRUG_BROKER_HOST, KETENBRUG_BROKER_PORT   where it listens; 127.0.0.1 and 61616
# KETENBRUG_BROKER_MIN_DISK_FREE                 below this it takes nothing more; 2GB
# INSTANCE/etc/broker.properties is laid over etc/broker.xml (TLS), and before it etc/paar.properties of a broker that is half of a pair.
# A broker of a pair is always started with the same host and port: the other one knows it by them. It waits here, and says why each ten
# seconds, for as long as it is behind and the other one does not serve.
set -eu
# The journal holds the bodies of messages: no other account of the machine reads them.
umask 077

instance=${1:-}
if [ ! -x "$instance/bin/artemis" ]; then
  echo "Usage: sh $0 INSTANCE, made by make-broker.sh" >&2
  exit 2
fi
instance=$(CDPATH= cd -- "$instance" && pwd)
# One of an earlier version was made for all to read.
chmod o-rwx "$instance" || echo "Close $instance to others (chmod o-rwx): it holds personal data" >&2

# With the settings of the broker itself; says why not.
may_start() (
  set +u
  set -- run "$1"
  . "$2/etc/artemis.profile"
  # JAVA_ARGS is several words.
  # shellcheck disable=SC2086
  exec "${JAVACMD:-${JAVA_HOME:+$JAVA_HOME/bin/}java}" $JAVA_ARGS -Xms16m -Xmx128m -cp "$2/lib/*:$ARTEMIS_HOME/lib/*" \
    nl.ketenbrug.broker.Paarstart "$2"
)

properties=$instance/etc/broker.properties
if [ -f "$instance/etc/paar.properties" ]; then
  case ${KETENBRUG_BROKER_HOST:-127.0.0.1} in
    0.0.0.0 | ::)
      echo "A broker of a pair needs KETENBRUG_BROKER_HOST: an address that the other one and the engines can reach" >&2
      exit 2
      ;;
  esac
  properties=$instance/etc/paar.properties,$properties
  # Not before it may: Artemis sets aside what a broker has that is behind, also when nobody else has anything.
  while :; do
    result=0
    may_start "$instance" || result=$?
    case $result in
      0) break ;;
      75) sleep 10 ;;
      *) exit "$result" ;;
    esac
  done
fi
exec "$instance/bin/artemis" run --properties "$properties"
