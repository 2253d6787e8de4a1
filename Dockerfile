# The program is one static binary; the image holds nothing else. Its file system may be read-only.
FROM node:22-bookworm-slim AS assets
WORKDIR /src/static
COPY static/package.json static/package-lock.json static/install.sh ./
COPY static/npm ./npm
RUN ./install.sh

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=assets /src/static/npm ./static/npm
RUN CGO_ENABLED=0 go build -trimpath -o /dialogmote ./cmd/dialogmote

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /dialogmote /dialogmote
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/dialogmote"]
CMD ["serve"]
