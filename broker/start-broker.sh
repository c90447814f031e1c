#!/bin/sh
# Runs a broker made by make-broker.sh, until it is told to stop (SIGTERM).
#
#   sh broker/start-broker.sh INSTANCE
#
# KETENBRUG_BROKER_HOST, KETENBRUG_BROKER_PORT   where it listens; 127.0.0.1 and 61616
# KETENBRUG_BROKER_MIN_DISK_FREE                 below this it takes nothing more; 2GB
# INSTANCE/etc/broker.properties is laid over etc/broker.xml (TLS), and before it etc/paar.properties of a broker that is half of a pair.
# A broker of a pair is always started with the same host and port: the other one knows it by them.
set -eu

instance=${1:-}
if [ ! -x "$instance/bin/artemis" ]; then
  echo "Usage: sh $0 INSTANCE, made by make-broker.sh" >&2
  exit 2
fi
instance=$(CDPATH= cd -- "$instance" && pwd)
properties=$instance/etc/broker.properties
if [ -f "$instance/etc/paar.properties" ]; then
  case ${KETENBRUG_BROKER_HOST:-127.0.0.1} in
    0.0.0.0 | ::)
      echo "A broker of a pair needs KETENBRUG_BROKER_HOST: an address that the other one and the engines can reach" >&2
      exit 2
      ;;
  esac
  properties=$instance/etc/paar.properties,$properties
fi
exec "$instance/bin/artemis" run --properties "$properties"
