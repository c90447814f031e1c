#!/bin/sh
# Runs a broker made by make-broker.sh, until it is told to stop (SIGTERM).
#
#   sh broker/start-broker.sh INSTANCE
#
# KETENBRUG_BROKER_HOST, KETENBRUG_BROKER_PORT   where it listens; 127.0.0.1 and 61616
# KETENBRUG_BROKER_MIN_DISK_FREE                 below this it takes nothing more; 2GB
# What stands in INSTANCE/etc/broker.properties is laid over etc/broker.xml: TLS, a pair.
set -eu

instance=${1:-}
if [ ! -x "$instance/bin/artemis" ]; then
  echo "Usage: sh $0 INSTANCE, made by make-broker.sh" >&2
  exit 2
fi
instance=$(CDPATH= cd -- "$instance" && pwd)
exec "$instance/bin/artemis" run --properties "$instance/etc/broker.properties"
